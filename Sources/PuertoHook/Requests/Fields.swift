internal import PuertoCore

/// A value of a body or a query.
enum FieldValue: Hashable, Sendable {
    case text(String)
    case number(Int)
    case flag(Bool)
}

/// What was sent, read field by field; `finish()` then refuses what nobody asked for.
struct Fields: Sendable {
    private let all: [(name: String, value: FieldValue)]
    private let source: Source
    private var known: Set<String> = []

    enum Source: Sendable {
        case json
        /// Numbers and flags are written as text, and what was left empty was left out.
        case form
        /// The same, but what is there was put there.
        case query
    }

    init(_ all: [(name: String, value: FieldValue)] = [], from source: Source) {
        self.all = all
        self.source = source
    }

    var isForm: Bool { source == .form }
}

extension Fields {
    /// Throws a 400 that names the first field that is not one of those that were asked for.
    func finish() throws {
        guard let stranger = all.first(where: { !known.contains($0.name) }) else { return }
        // Its name may be a secret somebody has sent by mistake.
        let list = known.sorted().joined(separator: ", ")
        throw Problem(
            400,
            english: "a field of \(stranger.name.utf8.count) bytes is not one of this request's",
            hint: list.isEmpty ? "it has none" : "they are \(list)")
    }

    private mutating func value(_ name: String) -> FieldValue? {
        known.insert(name)
        return all.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
    }

    private func bad(_ name: String, _ spanish: String, _ english: String) -> Problem {
        Problem(400, "'\(name)' \(spanish)", "'\(name)' \(english)")
    }

    /// In characters; an empty text of a form is one that was left out.
    mutating func text(_ name: String, _ lengths: ClosedRange<Int>) throws -> String? {
        switch value(name) {
        case nil: return nil
        case .text("") where source == .form: return nil
        case .text(let text):
            guard lengths.contains(text.unicodeScalars.count) else {
                let (least, most) = (lengths.lowerBound, lengths.upperBound)
                throw bad(
                    name, "no tiene de \(least) a \(most) caracteres",
                    "has not from \(least) to \(most) characters")
            }
            return text
        case .number, .flag: throw bad(name, "no es un texto", "is no text")
        }
    }

    mutating func required(_ name: String, _ lengths: ClosedRange<Int>) throws -> String {
        guard let text = try text(name, lengths) else { throw bad(name, "falta", "is missing") }
        return text
    }

    mutating func number(_ name: String, _ range: ClosedRange<Int>) throws -> Int? {
        let number: Int
        switch value(name) {
        case nil: return nil
        case .text("") where source == .form: return nil
        case .number(let value): number = value
        case .text(let text) where source != .json && Fields.isNumber(text):
            number = Int(text) ?? .max
        case .text, .flag: throw bad(name, "no es un número entero", "is no whole number")
        }
        guard range.contains(number) else {
            let (least, most) = (range.lowerBound, range.upperBound)
            throw bad(name, "no está entre \(least) y \(most)", "is not from \(least) to \(most)")
        }
        return number
    }

    mutating func flag(_ name: String) throws -> Bool {
        switch value(name) {
        case nil: return false
        case .flag(let flag): return flag
        case .text("true") where source != .json, .text("on") where source == .form: return true
        case .text("false") where source != .json, .text("") where source == .form: return false
        case .text, .number: throw bad(name, "no es true ni false", "is neither true nor false")
        }
    }

    /// `0` to `9` only, without zeros in front: `Int` takes `+5` and `007` too.
    private static func isNumber(_ text: String) -> Bool {
        Int(canonicalDigits: text.utf8) != nil
    }
}
