internal import PuertoCore
package import PuertoStore
internal import PuertoVault

/// What the hook works with: the records, and the key of the web tier, which opens no credential.
package struct HookWorld: Sendable {
    package let store: Store
    let web: HookSettings
    private let key: WebKey

    /// Opens the records of a workspace; the key is read when it is needed, and no other ever is.
    package static func open(_ workspace: String, database: String) throws -> HookWorld {
        let key = WebKey(in: workspace)
        var options = Store.Options()
        // Longer than any transaction takes, shorter than a browser waits.
        options.patience = 8
        options.keeper = Keeper { line, before in
            guard let ring = key.known else {
                throw PuertoError(.unsupported, "a line of the history without the key for it")
            }
            return AuditKey(ring).seal(line, after: before)
        }
        let (store, web) = try Store.attach(database, options: options)
        return try HookWorld(store, web, key)
    }

    /// The same over the same connection, as what is recorded of the portal is by now.
    package func refreshed() throws -> HookWorld { try HookWorld(store, store.web(), key) }

    init(_ store: Store, _ web: HookSettings?, _ ring: KeyRing) throws {
        try self.init(store, web, WebKey(ring))
    }

    private init(_ store: Store, _ web: HookSettings?, _ key: WebKey) throws {
        guard let web else {
            throw PuertoError(
                .notFound, "the portal is not served: 'web' is not in puerto.yaml",
                hint: "add it, then puerto build")
        }
        self.store = store
        self.web = web
        self.key = key
    }
}

extension HookWorld {
    var hook: String { web.settings.hook }
    var portal: String { web.settings.portal }

    /// Throws where the key is missing or another database's: what changes something needs it for
    /// the history.
    package func checkKey() throws { _ = try key.ring(of: store) }

    var csrf: CSRFKey { get throws { try CSRFKey(key.ring(of: store)) } }
    var vault: WebVault { get throws { try WebVault(key.ring(of: store)) } }

    /// A browser takes the longer name from the host itself over TLS only (RFC 6265bis, 4.1.3.2).
    var cookieName: String { web.settings.isSecure ? "__Host-puerto" : "puerto" }

    func url(of tenant: Tenant, _ hosts: [Host]) -> String {
        let template = (try? AppURL(template: web.url)) ?? .local
        return template.url(of: tenant, host: hosts.first { $0.name == tenant.host })
    }
}
