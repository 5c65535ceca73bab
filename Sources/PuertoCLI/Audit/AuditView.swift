import PuertoCore
import PuertoStore

/// A line of the history as listings show it.
struct AuditView: Encodable {
    let seq: Int
    /// RFC 3339, UTC.
    let time: String
    let actor: String
    let action: String
    let object: String
    let outcome: String
    let detail: String

    init(_ entry: AuditEntry) {
        seq = entry.seq
        time = Timestamp.text(entry.at)
        actor = entry.actor
        action = entry.action
        object = entry.object
        outcome = entry.outcome.rawValue
        detail = entry.detail
    }
}
