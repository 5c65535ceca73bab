internal import PuertoCore

/// Finds duplicate names in a list.
struct Doubles {
    /// The kind of the list's names; the raw value is its English word.
    enum Kind: String {
        case host, image, language, plan, proxy, slot, tag

        fileprivate var spanish: String {
            switch self {
            case .host: "la máquina"
            case .image: "la imagen"
            case .language: "el idioma"
            case .plan: "el plan"
            case .proxy: "el proxy"
            case .slot: "la ranura"
            case .tag: "la etiqueta"
            }
        }
    }

    private let kind: Kind
    private var lines: [String: Int] = [:]

    init(_ kind: Kind) { self.kind = kind }

    /// Throws `conflict` at the second place, naming the first.
    mutating func add(_ name: String, _ value: YAMLValue) throws {
        if let first = lines.updateValue(value.line, forKey: name) {
            throw PuertoError(
                .conflict, "\(kind.rawValue) \(PuertoError.quote(name)) is there twice",
                hint: "the first one is in line \(first)", place: value.place
            ).spanish(
                "\(kind.spanish) \(PuertoError.quote(name)) está dos veces",
                hint: "la primera está en la línea \(first)")
        }
    }
}
