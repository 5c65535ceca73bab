package import PuertoCore
package import PuertoStore
internal import PuertoVault

/// The database and the web tier's key, which opens no credential: all that the hook works with.
package struct HookWorld: Sendable {
    package let store: Store
    let web: HookSettings
    private let key: WebKey

    /// Opens the database of a workspace. The web tier's key is read when it is first needed; no
    /// other key is ever read.
    package static func open(_ workspace: String, database: String) throws -> HookWorld {
        let key = WebKey(in: workspace)
        var options = Store.Options()
        // Longer than any transaction takes, shorter than a browser waits.
        options.patience = 8
        options.keeper = Keeper(digestLine: HistoryDigest.digest)
        let (store, web) = try Store.attach(database, options: options)
        return try HookWorld(store, web, key)
    }

    /// The same world with the portal's present settings, over the same connection.
    package func refreshed() throws -> HookWorld { try HookWorld(store, store.web(), key) }

    init(_ store: Store, _ web: HookSettings?, _ ring: KeyRing) throws {
        try self.init(store, web, WebKey(ring))
    }

    private init(_ store: Store, _ web: HookSettings?, _ key: WebKey) throws {
        guard let web else {
            throw PuertoError(
                .notFound, "the portal is not served: 'web' is missing in puerto.yaml",
                hint: "add it, then run puerto build")
        }
        self.store = store
        self.web = web
        self.key = key
    }
}

extension HookWorld {
    package var settings: WebSettings { web.settings }

    /// Throws `conflict` if a tenant's application has the portal's host name.
    package func checkPortalName() throws {
        try store.checkPortalName(web.settings, AppURL(template: web.url))
    }

    var hook: String { web.settings.hook }
    var portal: String { web.settings.portal }

    /// Throws `Unready` if the key is missing or another database's. Every change needs it, for its
    /// CSRF token.
    package func checkKey() throws { _ = try key.ring(of: store) }

    var csrf: CSRFKey { get throws { try CSRFKey(key.ring(of: store)) } }
    var vault: WebVault { get throws { try WebVault(key.ring(of: store)) } }

    var cookie: SessionCookie { SessionCookie() }

    /// The address of a tenant's application.
    func url(of tenant: Tenant, _ hosts: [Host]) -> String {
        let template = (try? AppURL(template: web.url)) ?? .local
        return template.url(of: tenant, host: hosts.first { $0.name == tenant.host })
    }
}
