package import PuertoCore
package import PuertoStore
package import PuertoVault

/// Makes one-time links: what the records keep of one, and what its reader gets.
package struct LinkMaker: Sendable {
    let store: Store
    let vault: Vault
    let url: @Sendable (Tenant) -> String

    package init(
        store: Store, vault: Vault, url: @escaping @Sendable (Tenant) -> String
    ) {
        self.store = store
        self.vault = vault
        self.url = url
    }
}

/// A link that is not recorded yet.
package struct FreshLink: Sendable {
    package let sealed: SealedLink
    /// With the key in it.
    package let address: Secret
    /// To be told by another way.
    package let passphrase: Secret?
}

extension LinkMaker {
    /// Opens the credential, which is written down, and seals it for a link. Throws `notFound` for
    /// a client without it, and where the portal is not served.
    package func make(_ slug: Slug, _ offer: LinkOffer, by actor: Actor) throws -> FreshLink {
        guard let web = try store.web() else {
            throw PuertoError(
                .notFound, "a link leads to the portal, and 'web' is not in puerto.yaml",
                hint: "add it, or puerto handoff page makes a page that needs no portal")
        }
        let tenant = try store.tenant(slug)
        guard tenant.kind == .client else {
            throw PuertoError(
                .protected, "the base system is handed to nobody", hint: "it is the operator's own")
        }
        let password = try store.revealCredential(slug, offer.field, to: "link", by: actor) {
            try vault.open($0.sealed, at: $0.place)
        }
        let passphrase = offer.hasPassphrase ? GeneratedSecret.passphrase(tenant.language) : nil
        let link = try OneTimeLink(passphrase.map(Passphrase.init))
        let payload = LinkPayload(
            field: offer.field == .app ? nil : offer.field.rawValue,
            url: offer.field == .app ? url(tenant) : nil,
            user: offer.field.user(of: tenant), password: password)
        let (nonce, ciphertext) = try link.seal(payload.json)
        let start = Array("\(web.settings.origin)/x/#".utf8)
        return FreshLink(
            sealed: SealedLink(
                id: link.id, tokenDigest: link.tokenDigest, nonce: nonce, ciphertext: ciphertext),
            address: Secret(start + link.fragment.reveal()), passphrase: passphrase)
    }
}

extension CredentialField {
    /// Whom it lets in.
    fileprivate func user(of tenant: Tenant) -> String? {
        switch self {
        case .app: tenant.contact.email
        case .postgres: "postgres"
        case .redis: "default"
        }
    }
}
