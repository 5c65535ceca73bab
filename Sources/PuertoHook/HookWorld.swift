internal import PuertoCore
package import PuertoStore
internal import PuertoVault

/// What the hook works with: the records, and the key of the web tier, which opens no credential.
package struct HookWorld: Sendable {
    package let store: Store
    let web: WebRecord
    private let ring: KeyRing

    /// Opens the records of a workspace with the web tier's key and no other. Throws `notFound`
    /// where the portal is not served, and `damaged` for a key that is not this database's.
    package static func open(_ workspace: String, database: String) throws -> HookWorld {
        guard let ring = try KeyFile.read(.web, in: workspace) else {
            throw PuertoError(
                .notFound, "the web tier's key is missing", hint: "restore keys/web.key",
                place: KeyFile.path(.web, workspace))
        }
        var options = Store.Options()
        // Longer than any transaction takes, shorter than a browser waits.
        options.patience = 8
        options.keeper = Keeper { AuditKey(ring).seal($0, after: $1) }
        let (store, web) = try Store.attach(database, options: options) { marks in
            let (key, purpose) = (ring.keys[0], KeyPurpose.web.rawValue)
            let mark = marks.first { $0.purpose == purpose && $0.name == key.id }
            guard mark?.verifier == key.verifier else {
                throw PuertoError(
                    .damaged, "the web tier's key is not this database's",
                    hint: "restore both from the same backup", place: KeyFile.path(.web, workspace))
            }
        }
        return try HookWorld(store, web, ring)
    }

    /// The same over the same connection, as what is recorded of the portal is by now.
    package func refreshed() throws -> HookWorld {
        try HookWorld(store, store.web(), ring)
    }

    init(_ store: Store, _ web: WebRecord?, _ ring: KeyRing) throws {
        guard let web else {
            throw PuertoError(
                .notFound, "the portal is not served: 'web' is not in puerto.yaml",
                hint: "add it, then puerto build")
        }
        self.store = store
        self.web = web
        self.ring = ring
    }
}

extension HookWorld {
    var hook: String { web.settings.hook }
    var portal: String { web.settings.portal }

    /// Derived when they are needed: most requests need neither.
    var csrf: CSRFKey { CSRFKey(ring) }
    var vault: WebVault { WebVault(ring) }

    /// A browser takes the longer name from the host itself over TLS only (RFC 6265bis, 4.1.3.2).
    var cookieName: String { web.settings.isSecure ? "__Host-puerto" : "puerto" }

    func url(of tenant: Tenant, _ hosts: [Host]) -> String {
        let template = (try? AppURL(template: web.url)) ?? .local
        return template.url(of: tenant, host: hosts.first { $0.name == tenant.host })
    }
}
