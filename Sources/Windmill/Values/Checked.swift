/// A grammar of Windmill's names, of which every text stands unescaped in a path.
package protocol Grammar: Sendable {
    /// The name of the text, with its article and an example.
    static var wanted: String { get }
    static func accepts(_ text: String) -> Bool
}

/// A text that its grammar has accepted, at its making and in every answer.
package struct Checked<Rule: Grammar>: Hashable, Sendable {
    package let text: String

    /// Throws `InvalidValue`.
    package init(_ text: String) throws {
        guard Rule.accepts(text) else { throw InvalidValue(text, Rule.wanted) }
        self.text = text
    }
}

extension Checked: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard Rule.accepts(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "not \(Rule.wanted)")
        }
        self.text = text
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension Checked: Comparable, CustomStringConvertible {
    package static func < (one: Self, other: Self) -> Bool { one.text < other.text }
    package var description: String { text }
}
