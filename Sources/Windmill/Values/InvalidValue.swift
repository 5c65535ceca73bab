/// A text that is not what a value wants; a server's text in it is one short line.
package struct InvalidValue: Error, Hashable, Sendable, CustomStringConvertible {
    package let text: String
    /// The name of the wanted value, with its article.
    package let wanted: String

    init(_ text: String, _ wanted: String) {
        self.text = CleanText.line(text, atMost: 80)
        self.wanted = wanted
    }

    package var description: String { "'\(text)' is not \(wanted)" }
}
