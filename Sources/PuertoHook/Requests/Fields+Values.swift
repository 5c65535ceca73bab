internal import PuertoCore
internal import PuertoVault

extension Fields {
    /// `es` or `en`. Throws a 400.
    mutating func language(_ name: String) throws -> Language? {
        guard let word = try text(name, 2...2) else { return nil }
        guard let language = Language(rawValue: word) else {
            throw Problem(400, english: "'\(name)' must be es or en")
        }
        return language
    }

    /// The draft of a new client's record; without a slug it is made of the name. Throws a 400, and a
    /// 409 for a name that gives none.
    mutating func tenantDraft() throws -> TenantDraft {
        let slug = try text("slug", 1...63)
        let asked = try askedFields(isNew: true)
        let name = try required("name", 1...200)
        var draft = TenantDraft(
            slug: try slug.map(Slug.init(_:)) ?? Slug.proposed(for: name), name: name)
        try draft.fill(asked)
        return draft
    }

    /// The options of a new one-time link. Throws a 400.
    mutating func linkOffer() throws -> LinkOffer {
        try LinkOffer(
            field: try CredentialField(try required("field", 1...20)),
            hasPassphrase: try flag("passphrase"),
            lifetime: try number("expires_in", LinkOffer.lifetimes) ?? LinkOffer.usualLifetime,
            views: try number("views", 1...LinkOffer.mostViews) ?? 1)
    }

    /// The browser's public key: 65 bytes of an uncompressed P-256 point. Throws a 400.
    mutating func publicKey() throws -> [UInt8] {
        let text = try required("public_key", 87...87)
        guard let key = Base64.url.decode(text), key.count == 65, key[0] == 4 else {
            throw Problem(
                400, english: "'public_key' must be an uncompressed P-256 point in base64url")
        }
        return key
    }
}
