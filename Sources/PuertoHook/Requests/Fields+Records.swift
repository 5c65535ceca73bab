internal import PuertoCore

extension Fields {
    /// The fields of a record as they were typed. The language has two names, and only a new record
    /// has a host to choose. Throws a 400.
    mutating func askedFields(isNew: Bool) throws -> AskedFields {
        AskedFields(
            name: try typed("name"), contactName: try typed("contact_name"),
            contactEmail: try typed("contact_email"), locale: try typedLocale(),
            plan: try typed("plan"),
            host: isNew ? try typed("host").flatMap { $0.isEmpty ? nil : $0 } : nil,
            tags: try typed("tags", most: 1000).map(Fields.words))
    }

    /// The fields that the form showed, which it sends beside those that were typed. Throws a 400.
    mutating func shownFields() throws -> AskedFields {
        AskedFields(
            name: try typed("was_name"), contactName: try typed("was_contact_name"),
            contactEmail: try typed("was_contact_email"), locale: try typed("was_locale"),
            plan: try typed("was_plan"),
            tags: try typed("was_tags", most: 1000).map(Fields.words))
    }

    /// Tags are separated by commas, spaces or both.
    private static func words(_ text: String) -> [String] {
        text.split { $0 == "," || $0 == " " }.map(String.init)
    }

    /// `locale`, or `language`, its name before; both at once are refused.
    private mutating func typedLocale() throws -> String? {
        let (locale, language) = (try typed("locale"), try typed("language"))
        guard locale == nil || language == nil else {
            throw Problem(
                400, english: "'locale' and 'language' are the same field", hint: "send 'locale'")
        }
        // A form without a choice leaves it as it is.
        return (locale ?? language).flatMap { isForm && $0.isEmpty ? nil : $0 }
    }

    /// The texts of a form that comes back with what was typed.
    func texts(_ names: [String]) -> [String: String] {
        var copy = self
        var texts: [String: String] = [:]
        for name in names { texts[name] = (try? copy.typed(name)) ?? nil }
        return texts
    }
}
