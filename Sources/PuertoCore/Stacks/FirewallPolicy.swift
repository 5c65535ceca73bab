/// When a new stack needs the packet filter of `puerto config firewall`.
package enum FirewallPolicy: String, CaseIterable, Sendable, Codable {
    /// On an engine that lets other machines reach containers past 127.0.0.1.
    case auto
    /// Always: it also keeps containers away from this machine.
    case required
    /// Never: the network in front of the machine does it, or none is there.
    case off
}

extension FirewallPolicy {
    /// The first major version of Docker that drops what other machines send to containers.
    private static let closed = 28

    /// Tells whether a stack needs it on an engine of this version, as in `20.10.24+dfsg1`.
    package func needsTable(on version: String) -> Bool {
        switch self {
        case .auto: FirewallPolicy.forwards(version)
        case .required: true
        case .off: false
        }
    }

    /// Tells whether an engine of this version forwards to containers from any interface. One whose
    /// version cannot be read may.
    package static func forwards(_ version: String) -> Bool {
        Int(version.prefix { $0 != "." }).map { $0 < closed } ?? true
    }
}
