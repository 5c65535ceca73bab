internal import PuertoCore

/// A sentence for the caller, in both languages. An error that only a program can cause has no
/// Spanish.
struct Phrase: Hashable, Sendable {
    let english: String
    let spanish: String?

    init(_ spanish: String, _ english: String) {
        self.english = english
        self.spanish = spanish
    }

    init(english: String, spanish: String? = nil) {
        self.english = english
        self.spanish = spanish
    }

    /// The text in a language; English if there is no other.
    func text(_ l: Language) -> String { l == .es ? spanish ?? english : english }
}
