/// The fields of a record that an operator types, at the command line and in the portal. `nil` leaves
/// a field as it is; an empty text removes an optional value.
package struct AskedFields: Hashable, Sendable, Codable {
    package var name: String?
    package var contactName: String?
    package var contactEmail: String?
    package var locale: String?
    package var plan: String?
    package var host: String?
    package var tags: [String]?

    package init(
        name: String? = nil, contactName: String? = nil, contactEmail: String? = nil,
        locale: String? = nil, plan: String? = nil, host: String? = nil, tags: [String]? = nil
    ) {
        self.name = name
        self.contactName = contactName
        self.contactEmail = contactEmail
        self.locale = locale
        self.plan = plan
        self.host = host
        self.tags = tags
    }
}

extension AskedFields {
    /// The fields as forms name them, each alone.
    private var each: [(field: String, asked: AskedFields)] {
        [
            ("name", AskedFields(name: name)),
            ("contact_name", AskedFields(contactName: contactName)),
            ("contact_email", AskedFields(contactEmail: contactEmail)),
            ("locale", AskedFields(locale: locale)), ("plan", AskedFields(plan: plan)),
            ("host", AskedFields(host: host)), ("tags", AskedFields(tags: tags)),
        ]
    }

    /// The errors of all fields that no record may have, by the name that a form gives the field.
    package func errors(in draft: TenantDraft) -> [String: PuertoError] {
        var errors: [String: PuertoError] = [:]
        for (field, asked) in each {
            var scratch = draft
            do { try scratch.fill(asked) } catch let error as PuertoError {
                errors[field] = error
            } catch {}
        }
        return errors
    }
}

extension TenantDraft {
    /// Writes the given fields into the draft. Throws `invalid` for a text that no record may have.
    package mutating func fill(_ asked: AskedFields) throws {
        if let name = asked.name { self.name = try String.line(name, called: "name") }
        if let text = asked.contactName {
            contact.name = text.isEmpty ? nil : try String.line(text, called: "contact name")
        }
        if let text = asked.contactEmail {
            contact.email = text.isEmpty ? nil : try String.email(text)
        }
        if let text = asked.locale { locale = try LanguageTag(asked: text) }
        if let text = asked.plan { plan = text.isEmpty ? nil : text }
        if let tags = asked.tags {
            self.tags = try tags.filter { !$0.isEmpty }.map { try String.word($0, called: "tag") }
        }
        if let text = asked.host {
            let host = try Slug(text)
            // The number may be taken on the other host: the next free slot is used.
            if self.host != host { slot = nil }
            self.host = host
        }
    }
}

extension LanguageTag {
    /// Throws `invalid` with the words that there are.
    package init(asked text: String) throws {
        guard let tag = LanguageTag(rawValue: text) else {
            let words = LanguageTag.allCases.map(\.rawValue).joined(separator: ", ")
            throw PuertoError(
                .invalid, "locale is \(PuertoError.quote(text))", hint: "one of \(words)"
            ).spanish("el idioma es \(PuertoError.quote(text))", hint: "uno de \(words)")
        }
        self = tag
    }
}
