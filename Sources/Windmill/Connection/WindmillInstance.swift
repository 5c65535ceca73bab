/// The address of a Windmill server.
package struct WindmillInstance: Hashable, Sendable {
    /// A host name, an IPv4 address, or an IPv6 address without brackets.
    package let host: String
    package let port: Int
    package let security: Security

    /// The protection of the connection.
    package enum Security: Hashable, Sendable {
        /// HTTP, as on the container's own network.
        case plain
        case tls(Trust)
    }

    /// The certificate authorities that may vouch for the server.
    package enum Trust: Hashable, Sendable {
        case system
        /// PEM text of one or more certificates; no other is trusted.
        case certificates(String)
    }

    /// The port on which Windmill's server listens in its container.
    package static let containerPort = 8000

    /// Throws `InvalidValue` for a host that an address cannot contain, or a port outside
    /// 1…65535.
    package init(
        host: String, port: Int = WindmillInstance.containerPort, security: Security = .plain
    ) throws {
        guard Self.isHost(host) else {
            throw InvalidValue(host, "a host name or an address, such as 172.20.0.3")
        }
        guard (1...65535).contains(port) else {
            throw InvalidValue("\(port)", "a port from 1 to 65535")
        }
        self.host = host
        self.port = port
        self.security = security
    }
}

extension WindmillInstance {
    /// The address to which paths such as `/version` are appended.
    var base: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return "\(security == .plain ? "http" : "https")://\(name):\(port)/api"
    }

    private static func isHost(_ text: String) -> Bool {
        let bytes = text.utf8
        guard (1...253).contains(bytes.count), let first = bytes.first else { return false }
        if bytes.contains(UInt8(ascii: ":")) {
            guard bytes.count(where: { $0 == UInt8(ascii: ":") }) > 1 else { return false }
            let marks = [UInt8(ascii: ":"), UInt8(ascii: ".")]
            return bytes.allSatisfy { $0.isHexDigit || marks.contains($0) }
        }
        let marks = [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_")]
        return first.isLetterOrDigit && bytes.allSatisfy { $0.isWord || marks.contains($0) }
    }
}
