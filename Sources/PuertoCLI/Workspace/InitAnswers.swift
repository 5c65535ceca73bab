import Foundation
import PuertoCore

/// The facts of a new workspace that `puerto init` asks for or is given.
struct InitAnswers {
    /// The agency's own locale first; each language once.
    var locales: [LanguageTag]
    var name: String
    var currency: Currency
    var host: Slug
    /// `nil` for addresses on this machine.
    var domain: String?
    var ports: PortRule

    var language: Language { locales[0].language }

    /// The languages of the portal, the agency's first.
    var languages: [Language] { locales.map(\.language) }

    /// The zone of the country's capital; UTC for a language without a country, and where the
    /// system has no time zones.
    var timeZone: String {
        guard let zone = locales[0].regional?.capitalZone, TimeZone(identifier: zone) != nil else {
            return "UTC"
        }
        return zone
    }
}

extension InitAnswers {
    static func usualName(_ l: Language) -> String { l("Mi agencia", "My agency") }

    /// Reads locales in the order in which they were given. Throws `invalid` for one that Puerto
    /// does not know, and for a second one of the same language.
    static func locales(_ names: [String]) throws -> [LanguageTag] {
        var locales: [LanguageTag] = []
        for name in names {
            guard let tag = LanguageTag(rawValue: name) else {
                let known = LanguageTag.allCases.map(\.rawValue).joined(separator: ", ")
                throw PuertoError(
                    .invalid, "\(PuertoError.quote(name)) is not a locale", hint: "one of \(known)"
                ).spanish(
                    "\(PuertoError.quote(name)) no es un idioma conocido", hint: "uno de \(known)")
            }
            guard !locales.contains(where: { $0.language == tag.language }) else {
                throw PuertoError(
                    .conflict, "'\(tag.rawValue)' is a second locale of the same language",
                    hint: "name each language once"
                ).spanish(
                    "'\(tag.rawValue)' repite el idioma", hint: "indica cada idioma una vez")
            }
            locales.append(tag)
        }
        return locales
    }

    /// Reads three ports with commas between them: the application's, PostgreSQL's and Redis's of
    /// slot 0.
    static func ports(_ text: String) throws -> PortRule {
        let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map {
            Int($0.trimmingCharacters(in: .whitespaces))
        }
        guard numbers.count == 3, let app = numbers[0], let postgres = numbers[1],
            let redis = numbers[2]
        else {
            throw PuertoError(
                .invalid, "\(PuertoError.quote(text)) are not three ports",
                hint: "application, PostgreSQL, Redis, as in 8000,5432,6379"
            ).spanish(
                "\(PuertoError.quote(text)) no son tres puertos",
                hint: "aplicación, PostgreSQL, Redis, como en 8000,5432,6379")
        }
        return try PortRule(app: app, postgres: postgres, redis: redis)
    }
}

extension RegionalLocale {
    /// The country's currency (ISO 4217).
    var currency: String {
        switch self {
        case .esMX: "MXN"
        case .esES: "EUR"
        case .esAR: "ARS"
        case .esCL: "CLP"
        case .esCO: "COP"
        case .esPE: "PEN"
        case .enUS: "USD"
        case .enGB: "GBP"
        }
    }

    /// The time zone of the capital, or of most people (IANA).
    fileprivate var capitalZone: String {
        switch self {
        case .esMX: "America/Mexico_City"
        case .esES: "Europe/Madrid"
        case .esAR: "America/Argentina/Buenos_Aires"
        case .esCL: "America/Santiago"
        case .esCO: "America/Bogota"
        case .esPE: "America/Lima"
        case .enUS: "America/New_York"
        case .enGB: "Europe/London"
        }
    }
}
