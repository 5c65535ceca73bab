/// A line of the history: exactly the fields that its digest covers.
package struct AuditLine: Hashable, Sendable {
    package let seq: Int
    /// Seconds since 1970, UTC.
    package let at: Int
    /// The text of an `Actor`.
    package let actor: String
    package let action: String
    package let object: String
    package let outcome: String
    package let detail: String
    package var side: HistorySide

    package init(
        seq: Int, at: Int, actor: String, action: String, object: String, outcome: String,
        detail: String, side: HistorySide = .unknown
    ) {
        self.seq = seq
        self.at = at
        self.actor = actor
        self.action = action
        self.object = object
        self.outcome = outcome
        self.detail = detail
        self.side = side
    }
}
