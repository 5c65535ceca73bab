extension NetworkSpec {
    /// True when the network leads nowhere else.
    package var isInternal: Bool { role == .data }

    /// The bridge driver's options: through the door, containers are reached and do not reach each
    /// other or the world. The firewall knows the bridges by their names.
    package var options: [String: String] {
        var options = ["com.docker.network.bridge.name": bridge]
        switch role {
        case .data, .edge: break
        case .door:
            options["com.docker.network.bridge.enable_icc"] = "false"
            options["com.docker.network.bridge.enable_ip_masquerade"] = "false"
        }
        return options
    }
}
