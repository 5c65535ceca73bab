extension NetworkSpec {
    /// True when the network leads nowhere else.
    package var isInternal: Bool { role == .data }

    /// The bridge driver's options: through the door, containers are reached and do not reach each
    /// other or the world.
    package var options: [String: String] {
        switch role {
        case .data, .edge: [:]
        case .door:
            [
                "com.docker.network.bridge.enable_icc": "false",
                "com.docker.network.bridge.enable_ip_masquerade": "false",
            ]
        }
    }
}
