/// The host names of the tenants of one host.
package enum AppNames: Hashable, Sendable {
    /// All tenants have the same name, each at a port or path of its own.
    case shared(HostName)
    /// Each tenant's name is its slug between two texts.
    case bySlug(before: String, after: String)
    /// Each tenant's name is made in another way.
    case other
}

extension AppURL {
    /// The template of new workspaces, in which each tenant has a host name of its own.
    package static let newWorkspaces = "http://{slug}.localhost:{port}"

    /// The host names that the template gives the tenants of a host.
    package func names(on host: Host?) -> AppNames {
        let name = HostName(of: filled(slug: "\u{1}", port: "\u{2}", host))
        guard !name.text.utf8.contains(2) else { return .other }
        let parts = name.text.split(separator: "\u{1}", omittingEmptySubsequences: false)
        switch parts.count {
        case 1: return .shared(name)
        case 2: return .bySlug(before: String(parts[0]), after: String(parts[1]))
        default: return .other
        }
    }
}
