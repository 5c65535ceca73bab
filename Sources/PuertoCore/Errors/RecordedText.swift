/// A text that is recorded in English, with its Spanish words where there are any.
package struct RecordedText: Hashable, Sendable {
    package let english: String
    package let spanish: String?

    package init(_ english: String, spanish: String? = nil) {
        self.english = english
        self.spanish = spanish
    }

    /// Both texts of an error, with its place and its hint.
    package init(_ error: PuertoError) {
        self.init(error.description, spanish: error.spanish.map { _ in error.text(.es) })
    }

    /// Both messages of an error, without place and hint.
    package init(messageOf error: PuertoError) {
        self.init(error.message, spanish: error.spanish?.message)
    }

    /// Returns the text in a language; English where there is no other.
    package func callAsFunction(_ l: Language) -> String { l(spanish ?? english, english) }
}

extension RecordedText: ExpressibleByStringLiteral {
    package init(stringLiteral english: String) { self.init(english) }
}
