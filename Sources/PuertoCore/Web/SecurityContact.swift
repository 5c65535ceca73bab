/// Where faults of the agency's portal are reported: an e-mail address or a page.
package struct SecurityContact: Hashable, Sendable, Codable {
    /// A `mailto:` or `https:` address without a query (RFC 9116, 2.5.3).
    package let address: String

    /// Reads `ana@example.com` or `https://example.com/security`. Throws `invalid`.
    package init(_ text: String) throws {
        let isPage = text.hasPrefix("https://") && text.utf8.count > 8
        let isPlain = text.utf8.allSatisfy {
            $0 > 0x20 && $0 < 0x7F && !"\"<>\\^`{|}?#".utf8.contains($0)
        }
        guard isPlain, text.utf8.count <= 254, isPage || (try? String.email(text)) != nil else {
            throw PuertoError(
                .invalid, "\(PuertoError.quote(text)) is not where faults are reported",
                hint: "security@example.com or https://example.com/security, without a query"
            ).spanish(
                "\(PuertoError.quote(text)) no es una dirección donde avisar de fallos",
                hint: "seguridad@example.com o https://example.com/seguridad, sin parámetros")
        }
        address = isPage ? text : "mailto:\(text)"
    }

    /// Reads a recorded address. Throws `invalid`.
    package init(address: String) throws {
        let isMail = address.hasPrefix("mailto:")
        try self.init(isMail ? String(address.dropFirst("mailto:".count)) : address)
    }

    package init(from decoder: any Decoder) throws {
        try self.init(address: decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(address)
    }

    /// The path at which RFC 9116 has the file.
    package static let path = "/.well-known/security.txt"

    /// The file of a portal (RFC 9116). It expires 90 days after this day.
    package func file(of portal: HookSettings, at now: Int) -> String {
        let languages = portal.languages.map(\.rawValue).joined(separator: ", ")
        return """
            Contact: \(address)
            Expires: \(Timestamp.text((now / 86_400 + 90) * 86_400))
            Preferred-Languages: \(languages)
            Canonical: \(portal.settings.origin)\(SecurityContact.path)

            """
    }
}
