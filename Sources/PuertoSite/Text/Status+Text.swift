internal import Hypertext
internal import PuertoCore

extension Tenant.Status {
    /// The count with the word: `3 listos`, `3 ready`.
    func counted(_ count: Int, _ locale: RegionalLocale) -> String {
        let plural =
            switch self {
            case .draft: "en borrador"
            case .provisioning: "en preparación"
            case .ready: count == 1 ? "listo" : "listos"
            case .degraded: count == 1 ? "degradado" : "degradados"
            case .suspended: count == 1 ? "suspendido" : "suspendidos"
            case .archived: count == 1 ? "archivado" : "archivados"
            }
        return "\(count.grouped(locale)) \(locale.language(plural, word(.en)))"
    }

    /// A dot and a word: colour is never the only sign.
    func badge(_ l: Language) -> HTML {
        "<span class=\"st \(rawValue)\">\(word(l))</span>"
    }

    /// Tells whether the client is served and pays.
    var isBilled: Bool { self == .ready || self == .degraded }
}
