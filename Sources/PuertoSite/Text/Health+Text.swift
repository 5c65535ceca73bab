internal import Hypertext
internal import PuertoCore

extension Health {
    func word(_ l: Language) -> String {
        switch self {
        case .healthy: l("sano", "healthy")
        case .degraded: l("degradado", "degraded")
        case .down: l("caído", "down")
        }
    }

    /// The count with the word: `3 sanos`, `3 healthy`.
    func counted(_ count: Int, _ locale: RegionalLocale) -> String {
        let l = locale.language
        let plural = count == 1 ? "" : l("s", "")
        return "\(count.grouped(locale)) \(word(l))\(plural)"
    }

    /// A dot and a word: colour is never the only sign.
    func badge(_ l: Language) -> HTML { "<span class=\"st \(rawValue)\">\(word(l))</span>" }
}

extension Drift.Kind {
    func word(_ l: Language) -> String {
        switch self {
        case .container: l("contenedor", "container")
        case .image: l("imagen", "image")
        case .network: l("red", "network")
        case .stackFile: l("archivo del stack", "stack file")
        case .secretFile: l("archivo de secretos", "secret file")
        case .state: l("estado", "state")
        case .page: l("página", "page")
        case .stray: l("sobrante", "stray")
        }
    }
}
