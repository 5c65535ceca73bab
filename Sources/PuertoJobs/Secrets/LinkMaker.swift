package import PuertoCore
package import PuertoStore
package import PuertoVault

/// Makes one-time links: the sealed part for the records, and the address for the reader.
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
    /// The link's URL, with the key in its fragment.
    package let address: Secret
    /// The passphrase, which the operator gives to the reader by another channel.
    package let passphrase: Secret?
}

extension LinkMaker {
    /// Opens the credential, which the history records, and seals it for a link. Throws `conflict`
    /// for a client that is not ready, and `notFound` for one without that credential or without
    /// the user name of its login, and when the portal is not served.
    package func make(_ slug: Slug, _ offer: LinkOffer, by actor: Actor) throws -> FreshLink {
        let tenant = try store.tenant(slug)
        try tenant.checkHandoff(of: offer.field, here: store.firstHost())
        guard let web = try store.web() else {
            throw PuertoError(
                .notFound, "a link leads to the portal, and 'web' is not in puerto.yaml",
                hint: "add it, or hand over a page, which needs no portal: "
                    + "puerto handoff page \(slug)"
            ).spanish(
                "un enlace lleva al portal, y falta 'web' en puerto.yaml",
                hint: "añádelo, o entrega una página, que no necesita portal: "
                    + "puerto handoff page \(slug)")
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
        // The page speaks the client's language; no server gets it, as the rest of the fragment.
        let locale = Array(".\(tenant.locale.rawValue)".utf8)
        return FreshLink(
            sealed: SealedLink(
                id: link.id, tokenDigest: link.tokenDigest, nonce: nonce, ciphertext: ciphertext),
            address: Secret(start + link.fragment.reveal() + locale), passphrase: passphrase)
    }
}

extension CredentialField {
    /// The user name that goes with the credential.
    fileprivate func user(of tenant: Tenant) -> String? {
        switch self {
        case .app: tenant.contact.email
        case .postgres: "postgres"
        case .redis: "default"
        }
    }
}
