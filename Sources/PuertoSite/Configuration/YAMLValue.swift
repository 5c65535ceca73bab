package import PuertoCore

/// A value of a YAML file with its line. Text stays text: no value is guessed to be a number or a
/// boolean.
package struct YAMLValue: Sendable {
    /// The name in messages: the key of the value.
    package let name: String
    package let file: String
    package let line: Int
    let content: Content

    enum Content: Sendable {
        /// No value after the key, or `~`.
        case absent
        case text(String)
        case list([YAMLValue])
        case map([YAMLEntry])
    }

    /// The `file:line` of the value.
    package var place: String { "\(file):\(line)" }
}

/// A key of a mapping and its value.
struct YAMLEntry: Sendable {
    let key: String
    let line: Int
    let value: YAMLValue
}

extension YAMLValue {
    package var isAbsent: Bool {
        if case .absent = content { true } else { false }
    }

    package func text() throws -> String {
        guard case .text(let text) = content else { throw wrongType(.text) }
        return text
    }

    /// Reads digits with an optional minus; no other spelling of numbers.
    package func int() throws -> Int {
        guard case .text(let text) = content else { throw wrongType(.integer) }
        let digits = text.utf8.drop { $0 == UInt8(ascii: "-") }
        let isNumber =
            !digits.isEmpty && text.utf8.count - digits.count <= 1
            && digits.allSatisfy(\.isDigit)
        guard isNumber, let number = Int(text) else {
            throw invalid("\(PuertoError.quote(text)) is not a whole number", hint: "as in 42")
                .spanish("\(PuertoError.quote(text)) no es un número entero", hint: "como 42")
        }
        return number
    }

    package func list() throws -> [YAMLValue] {
        guard case .list(let values) = content else { throw wrongType(.list) }
        return values
    }

    package func map() throws -> YAMLMap {
        guard case .map(let entries) = content else { throw wrongType(.map) }
        return YAMLMap(entries: entries, name: name, file: file, line: line)
    }

    package func invalid(_ message: String, hint: String? = nil) -> PuertoError {
        PuertoError(.invalid, message, hint: hint, place: place)
    }

    private var spanishContent: String {
        switch content {
        case .absent: "nada"
        case .text(let text): "el texto \(PuertoError.quote(text))"
        case .list: "una lista"
        case .map: "un grupo de claves"
        }
    }

    /// The types that a value can be asked for.
    private enum Wanted {
        case text, integer, list, map

        func word(_ l: Language) -> String {
            switch self {
            case .text: l("un texto", "a text")
            case .integer: l("un número entero", "a whole number")
            case .list: l("una lista", "a list")
            case .map: l("un grupo de claves", "a mapping of keys")
            }
        }
    }

    private func wrongType(_ wanted: Wanted) -> PuertoError {
        let found =
            switch content {
            case .absent: "empty"
            case .text(let text): "the text \(PuertoError.quote(text))"
            case .list: "a list"
            case .map: "a mapping of keys"
            }
        return invalid("'\(name)' is \(found)", hint: "\(wanted.word(.en)) is wanted here")
            .spanish("'\(name)' es \(spanishContent)", hint: "aquí va \(wanted.word(.es))")
    }
}
