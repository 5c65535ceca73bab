/// The short name of a tenant or host in URLs, file names and container names: a DNS label
/// (RFC 1123) of 1…63 lower-case ASCII letters, digits and single inner hyphens.
package struct Slug: Hashable, Sendable {
    package let text: String

    /// Throws `invalid` with the offending value.
    package init(_ text: String) throws {
        guard Slug.isValid(text.utf8) else {
            throw PuertoError(
                .invalid, "\(PuertoError.quote(text)) is not a slug",
                hint: "1 to 63 of a-z, 0-9 and single inner hyphens, as in cyn-einstein-kids"
            ).spanish(
                "\(PuertoError.quote(text)) no sirve de identificador",
                hint:
                    "de 1 a 63 letras a-z, cifras y guiones sueltos por dentro, como cyn-einstein-kids"
            )
        }
        guard !Slug.reserved.contains(text) else {
            throw PuertoError(
                .invalid, "'\(text)' cannot be a slug",
                hint: "it is a name of the portal's own files or one that Windows reserves"
            ).spanish(
                "'\(text)' no puede ser un identificador",
                hint: "así se llaman archivos del propio portal, o Windows lo reserva")
        }
        self.text = text
    }

    /// Makes a slug from a text that was checked before.
    init(trusted text: String) { self.text = text }

    /// Names that the portal's own files have beside the clients' pages, and device names, which
    /// Windows does not allow as files.
    static let reserved: Set<String> = ["index", "assets", "aux", "con", "nul", "prn"]

    /// Tells whether the bytes have the form of a slug, reserved or not.
    static func isValid(_ bytes: String.UTF8View) -> Bool {
        guard (1...63).contains(bytes.count) else { return false }
        var before = UInt8(ascii: "-")
        for byte in bytes {
            let isHyphen = byte == UInt8(ascii: "-")
            guard byte.isLowerAlphanumeric || (isHyphen && before != byte) else {
                return false
            }
            before = byte
        }
        return before != UInt8(ascii: "-")
    }
}

extension Slug: CustomStringConvertible, Comparable, Codable {
    package var description: String { text }

    package static func < (left: Slug, right: Slug) -> Bool { left.text < right.text }

    package init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
