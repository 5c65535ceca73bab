internal import PuertoCore

/// A sentence for whoever asked. What only a program can bring about is said in English alone.
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

    /// In the reader's language as far as it is there.
    func text(_ l: Language) -> String { l == .es ? spanish ?? english : english }
}
