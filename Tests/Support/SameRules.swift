/// Values of a record's fields and of a suspension's reason, each with the one answer that it has at
/// the command line and in the portal.
package enum SameRules {
    package struct Case: Sendable, CustomStringConvertible {
        /// The field as the hook names it.
        package let field: String
        package let value: String
        package let isTaken: Bool

        package var description: String { "\(field) \(value.debugDescription.prefix(40))" }

        /// The option of the command line.
        package var option: String { "--" + field.replacing("_", with: "-") }
    }

    private static func cases(_ field: String, _ taken: [String], not refused: [String]) -> [Case] {
        taken.map { Case(field: field, value: $0, isTaken: true) }
            + refused.map { Case(field: field, value: $0, isTaken: false) }
    }

    private static func long(_ count: Int) -> String { String(repeating: "a", count: count) }

    /// The fields of an edited client.
    package static let edits =
        cases(
            "name", ["Panadería La Güera", "S.A. & Co <x>", long(200)],
            not: ["", " Acme", "a\u{202E}b", "a\nb", long(201)])
        + cases("contact_name", ["Eva", ""], not: ["a\tb", "Eva ", long(201)])
        + cases(
            "contact_email", ["ana@example.com", ""],
            not: ["ana", "a@b@c", "a@b.example?cc=c@d.example", "a b@c.example"])
        + cases("locale", ["es-MX", "en"], not: ["fr", "ES", "es_MX"])
        + cases("plan", ["basic", ""], not: ["gold", "Basic"])

    /// A single tag: at the command line a list is several options.
    package static let tags = cases("tags", ["vip", "a-b", "2026"], not: ["VIP", "a--b", "é"])

    /// The fields of a new client.
    package static let slugs = cases(
        "slug", ["a", "new-client", long(63)],
        not: ["New", "a--b", "-a", "index", "aux", "acme", long(64)])
    package static let hosts = cases("host", ["local"], not: ["nowhere", "Local"])

    /// The fields of a suspension.
    package static let reasons = cases(
        "reason", ["debe octubre", long(500)], not: ["", "a\nb", " x", "a\u{202E}b", long(501)])
}
