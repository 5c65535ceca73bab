/// A language of the portal.
package enum Language: String, Sendable, Codable, CaseIterable, Comparable {
    case es, en

    /// Picks the text of this language. Both stand side by side, so neither can be missing.
    @inlinable
    package func callAsFunction(_ spanish: String, _ english: String) -> String {
        self == .es ? spanish : english
    }

    package static func < (left: Language, right: Language) -> Bool {
        left.rawValue < right.rawValue
    }

    /// The language's name in itself.
    package var ownName: String { self == .es ? "Español" : "English" }

    /// The index in `allCases`.
    package var position: UInt8 { self == .es ? 0 : 1 }
}
