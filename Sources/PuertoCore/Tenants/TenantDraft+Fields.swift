extension TenantDraft {
    /// Sets a field by the name and text that `Tenant.fields` gives it, as the history keeps them.
    /// `–` stands for no value. Throws `invalid` for a text that no record gives.
    package mutating func put(_ text: String, in field: String) throws {
        let value = text == "–" ? nil : text
        switch field {
        case "slug": slug = try Slug(text)
        case "name": name = text
        case "host": host = try Slug(text)
        case "slot":
            guard let number = Int(text) else { throw TenantDraft.unreadable(field, text) }
            slot = try Slot(number)
        case "contact name":
            contact.name = value.map { $0.hasPrefix("\\") ? String($0.dropFirst()) : $0 }
        case "contact e-mail": contact.email = value
        case "locale":
            guard let word = LanguageTag(rawValue: text) else {
                throw TenantDraft.unreadable(field, text)
            }
            locale = word
        case "plan": plan = value
        case "status":
            guard let word = Tenant.Status(rawValue: text) else {
                throw TenantDraft.unreadable(field, text)
            }
            status = word
        case "since": since = try value.map(Day.init(_:))
        // They follow from the slot.
        case "ports": return
        case "windmill container": containers.windmill = text
        case "postgres container": containers.postgres = text
        case "redis container": containers.redis = text
        case "dashboards": dashboards = try value.map(TenantDraft.dashboards) ?? []
        case "tags": tags = value.map { $0.split(separator: ",").map(TenantDraft.word) } ?? []
        case "stack": stack = try StackOptions(value ?? "")
        default: throw TenantDraft.unreadable(field, text)
        }
    }

    private static func word(_ text: Substring) -> String { String(text.drop { $0 == " " }) }

    /// Reads `Title /path, Title /path`. Titles that hold a comma or a path themselves are refused.
    private static func dashboards(_ text: String) throws -> [Dashboard] {
        guard !text.contains("\\") else { throw unreadable("dashboards", text) }
        var found: [Dashboard] = []
        for part in text.split(separator: ", ", omittingEmptySubsequences: false) {
            let words = part.split(separator: " /", omittingEmptySubsequences: false)
            guard words.count == 2 else { throw unreadable("dashboards", text) }
            found.append(Dashboard(title: String(words[0]), path: "/\(words[1])"))
        }
        return found
    }

    private static func unreadable(_ field: String, _ text: String) -> PuertoError {
        PuertoError(
            .invalid, "the history's \(field) \(PuertoError.quote(text)) cannot be read back",
            hint: "puerto tenant edit changes it"
        ).spanish(
            "no se puede recuperar \(field) \(PuertoError.quote(text)) del historial",
            hint: "puerto tenant edit lo cambia")
    }
}
