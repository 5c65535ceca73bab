/// A value of a body or a query.
package enum FieldValue: Hashable, Sendable {
    case text(String)
    case number(Int)
    case flag(Bool)
}

/// The fields of a body or a query. A handler reads the ones it knows; `finish()` refuses the rest.
package struct Fields: Sendable {
    private let all: [(name: String, value: FieldValue)]
    private let source: Source
    private var known: Set<String> = []

    package enum Source: Sendable {
        case json
        /// Numbers and flags are text, and an empty text means that the field was left out.
        case form
        /// Numbers and flags are text, and an empty text is a value.
        case query
    }

    package init(_ all: [(name: String, value: FieldValue)] = [], from source: Source) {
        self.all = all
        self.source = source
    }

    package var isForm: Bool { source == .form }
}

extension Fields {
    /// Throws `invalid` for a field that was not read, with the names of those that were.
    package func finish() throws {
        guard let stranger = all.first(where: { !known.contains($0.name) }) else { return }
        // The name is not repeated: it may be a secret that was sent by mistake.
        let list = known.sorted().joined(separator: ", ")
        throw PuertoError(
            .invalid, "unknown field, with a name of \(stranger.name.utf8.count) bytes",
            hint: list.isEmpty ? "this request has no fields" : "the fields are \(list)")
    }

    private mutating func value(_ name: String) -> FieldValue? {
        known.insert(name)
        return all.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
    }

    private func bad(_ name: String, _ spanish: String, _ english: String) -> PuertoError {
        PuertoError(.invalid, "'\(name)' \(english)").spanish("'\(name)' \(spanish)")
    }

    /// A text of so many characters; `nil` if it was left out. Throws `invalid`.
    package mutating func text(_ name: String, _ lengths: ClosedRange<Int>) throws -> String? {
        switch value(name) {
        case nil: return nil
        case .text("") where source == .form: return nil
        case .text(let text):
            guard lengths.contains(text.unicodeScalars.count) else {
                let (least, most) = (lengths.lowerBound, lengths.upperBound)
                throw bad(
                    name, "debe tener de \(least) a \(most) caracteres",
                    "must have \(least) to \(most) characters")
            }
            return text
        case .number, .flag: throw bad(name, "debe ser un texto", "must be a text")
        }
    }

    /// A text as it was typed: an empty field of a form is an empty text. Throws `invalid`.
    package mutating func typed(_ name: String, most: Int = 2000) throws -> String? {
        if case .text("") = value(name) { return "" }
        return try text(name, 0...most)
    }

    /// A text that must be there. Throws `invalid`.
    package mutating func required(_ name: String, _ lengths: ClosedRange<Int>) throws -> String {
        guard let text = try text(name, lengths) else { throw bad(name, "falta", "is missing") }
        return text
    }

    /// A whole number in a range; `nil` if it was left out. Throws `invalid`.
    package mutating func number(_ name: String, _ range: ClosedRange<Int>) throws -> Int? {
        let number: Int
        switch value(name) {
        case nil: return nil
        case .text("") where source == .form: return nil
        case .number(let value): number = value
        case .text(let text) where source != .json && Fields.isNumber(text):
            number = Int(text) ?? .max
        case .text, .flag: throw bad(name, "debe ser un número entero", "must be a whole number")
        }
        guard range.contains(number) else {
            let (least, most) = (range.lowerBound, range.upperBound)
            throw bad(
                name, "debe estar entre \(least) y \(most)", "must be from \(least) to \(most)")
        }
        return number
    }

    /// True or false, which is what a field that was left out says. Throws `invalid`.
    package mutating func flag(_ name: String) throws -> Bool {
        switch value(name) {
        case nil: return false
        case .flag(let flag): return flag
        case .text("true") where source != .json, .text("on") where source == .form: return true
        case .text("false") where source != .json, .text("") where source == .form: return false
        case .text, .number: throw bad(name, "debe ser true o false", "must be true or false")
        }
    }

    /// Takes digits only, without zeros in front: `Int` takes `+5` and `007` too.
    private static func isNumber(_ text: String) -> Bool {
        Int(canonicalDigits: text.utf8) != nil
    }
}
