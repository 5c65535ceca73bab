extension HistoryEvent {
    /// The author as the subject of a sentence, without the braces that mark the object's place.
    package func who(_ l: Language) -> String {
        let bytes = actor.utf8.filter { $0 != UInt8(ascii: "{") && $0 != UInt8(ascii: "}") }
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else {
            return HistoryEvent.subject(String(decoding: bytes, as: UTF8.self), "", l)
        }
        return HistoryEvent.subject(
            String(decoding: bytes[..<colon], as: UTF8.self),
            String(decoding: bytes[(colon + 1)...], as: UTF8.self), l)
    }

    private static func subject(_ kind: String, _ name: String, _ l: Language) -> String {
        switch (kind, name) {
        case ("web", "-"): l("Alguien sin usuario", "Someone without a user")
        case ("cli", _), ("web", _): capitalized(name)
        case ("hook", _): l("El programa \(name)", "The program \(name)")
        case ("job", _), ("worker", _): l("El trabajador", "The worker")
        case ("link", _): l("El cliente", "The client")
        case ("sql", _): l("Alguien, con SQL,", "Someone, with SQL,")
        default: name.isEmpty ? capitalized(kind) : "\(kind):\(name)"
        }
    }

    /// A login name is in lower case; a sentence begins with a capital.
    private static func capitalized(_ name: String) -> String {
        guard let first = name.utf8.first, first >= UInt8(ascii: "a"), first <= UInt8(ascii: "z")
        else { return name }
        return String(decoding: [first - 32] + name.utf8.dropFirst(), as: UTF8.self)
    }
}
