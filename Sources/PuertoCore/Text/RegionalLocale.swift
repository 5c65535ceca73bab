/// A language as one country writes it. Numbers, amounts and dates follow the Unicode CLDR (48).
package enum RegionalLocale: String, Sendable, Codable, CaseIterable {
    case esMX = "es-MX"
    case esES = "es-ES"
    case esAR = "es-AR"
    case esCL = "es-CL"
    case esCO = "es-CO"
    case esPE = "es-PE"
    case enUS = "en-US"
    case enGB = "en-GB"

    package var language: Language {
        switch self {
        case .esMX, .esES, .esAR, .esCL, .esCO, .esPE: .es
        case .enUS, .enGB: .en
        }
    }

    /// The locale that a language means without a country: that of the currency's country if the
    /// language is spoken there, else the one with the most speakers.
    package static func usual(_ language: Language, _ currency: Currency? = nil) -> RegionalLocale {
        switch (language, currency?.code) {
        case (.es, "EUR"): .esES
        case (.es, "ARS"): .esAR
        case (.es, "CLP"): .esCL
        case (.es, "COP"): .esCO
        case (.es, "PEN"): .esPE
        case (.es, _): .esMX
        case (.en, "GBP"): .enGB
        case (.en, _): .enUS
        }
    }

    /// The country's name.
    package func country(_ l: Language) -> String {
        switch self {
        case .esMX: l("México", "Mexico")
        case .esES: l("España", "Spain")
        case .esAR: "Argentina"
        case .esCL: "Chile"
        case .esCO: "Colombia"
        case .esPE: l("Perú", "Peru")
        case .enUS: l("Estados Unidos", "United States")
        case .enGB: l("Reino Unido", "United Kingdom")
        }
    }
}
