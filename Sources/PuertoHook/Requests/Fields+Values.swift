internal import PuertoCore
internal import PuertoVault

extension Fields {
    /// A language of clients' pages, with or without a country: `es`, `es-MX`. Throws a 400.
    private mutating func tag(_ name: String) throws -> LanguageTag? {
        guard let word = try text(name, 2...5) else { return nil }
        guard let tag = LanguageTag(rawValue: word) else {
            throw Problem(
                400, english: "'\(name)' must be es, en, or one of them with a country",
                hint: "one of \(LanguageTag.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return tag
    }

    /// `es` or `en`. Throws a 400.
    mutating func language(_ name: String) throws -> Language? {
        guard let word = try text(name, 2...2) else { return nil }
        guard let language = Language(rawValue: word) else {
            throw Problem(400, english: "'\(name)' must be es or en")
        }
        return language
    }

    /// The draft of a new client's record. Throws a 400.
    mutating func tenantDraft() throws -> TenantDraft {
        var draft = TenantDraft(
            slug: try Slug(try required("slug", 1...63)),
            name: try String.line(try required("name", 1...200), called: "name"))
        draft.plan = try text("plan", 0...63).flatMap { $0.isEmpty ? nil : $0 }
        draft.locale = try locale()
        draft.contact.name = try text("contact_name", 0...200).flatMap { name in
            name.isEmpty ? nil : try String.line(name, called: "contact_name")
        }
        draft.contact.email = try text("contact_email", 0...254).flatMap { address in
            address.isEmpty ? nil : try String.email(address)
        }
        return draft
    }

    /// `locale`, or `language`, its name before; both at once are refused.
    private mutating func locale() throws -> LanguageTag? {
        let (locale, language) = (try tag("locale"), try tag("language"))
        guard locale == nil || language == nil else {
            throw Problem(
                400, english: "'locale' and 'language' are the same field", hint: "send 'locale'")
        }
        return locale ?? language
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
