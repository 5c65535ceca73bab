internal import PuertoCore

extension ConfigurationFile {
    static func agency(_ root: inout YAMLMap, _ isTimeZone: (String) -> Bool) throws -> Agency {
        var map = try root.map("agency")
        var errors = ErrorCollector()
        let name = try errors.attempt { try map.line("name") }
        let locale = try errors.attempt { try map.enumeration("locale", of: LanguageTag.self) }
        let currency = try errors.attempt { try map.parsed("currency", Currency.init(_:)) }
        let zone = try errors.attempt { try timeZone(&map, isTimeZone) }
        let languages = try errors.attempt { try Self.languages(&map, first: locale?.language) }
        let contact = try errors.attempt {
            Contact(
                name: try map.optionalLine("contact"),
                email: try map.optionalParsed("email", String.email))
        }
        let phone = try errors.attempt { try map.optionalLine("phone", limit: 60) }
        let color = try errors.attempt { try map.optionalParsed("color", Color.init(_:)) }
        let security = try errors.attempt {
            try map.optionalParsed("security", SecurityContact.init(_:))
        }
        let logo = try errors.attempt { try map.optionalParsed("logo", LogoFile.name) }
        _ = try errors.attempt { try map.finish() }
        try errors.finish()
        guard let name, let locale, let languages, let currency, let zone, let contact else {
            throw PuertoError(.invalid, "'agency' is not complete", place: map.place).spanish(
                "'agency' no está completo")
        }
        return Agency(
            name: name, locale: locale, languages: languages, currency: currency,
            timeZone: zone, contact: contact, phone: phone ?? nil, color: color ?? nil,
            security: security ?? nil, logoFile: logo ?? nil)
    }

    private static func timeZone(_ map: inout YAMLMap, _ isTimeZone: (String) -> Bool) throws
        -> String
    {
        try map.optionalParsed("time_zone") { text in
            guard text == "UTC" || isTimeZone(text) else {
                throw PuertoError(
                    .invalid, "\(PuertoError.quote(text)) is not a time zone",
                    hint: "a name of the IANA database, as in America/Mexico_City"
                ).spanish(
                    "\(PuertoError.quote(text)) no es una zona horaria",
                    hint: "un nombre de la base de datos de IANA, como America/Mexico_City")
            }
            return text
        } ?? "UTC"
    }

    private static func languages(_ map: inout YAMLMap, first: Language?) throws -> [Language] {
        guard let value = map.optional("languages") else { return first.map { [$0] } ?? [] }
        var seen = Doubles(.language)
        let all = try value.list().map { item in
            let text = try item.text()
            try seen.add(text, item)
            guard let language = Language(rawValue: text) else {
                throw item.invalid(
                    "\(PuertoError.quote(text)) is not a language of the portal",
                    hint: "one of \(Language.allCases.map(\.rawValue).joined(separator: ", "))"
                ).spanish(
                    "\(PuertoError.quote(text)) no es un idioma del portal",
                    hint: "uno de \(Language.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            return language
        }
        guard let first else { return all }
        guard all.contains(first) else {
            throw value.invalid(
                "'languages' lacks the agency's own, '\(first.rawValue)'", hint: "add it"
            ).spanish(
                "a 'languages' le falta el de la agencia, '\(first.rawValue)'", hint: "añádelo")
        }
        return [first] + all.filter { $0 != first }
    }
}
