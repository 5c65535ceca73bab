internal import Hypertext
internal import PuertoCore

extension Health {
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
