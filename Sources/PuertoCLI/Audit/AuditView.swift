import PuertoCore
import PuertoStore

/// A line of the history as it is listed.
struct AuditView: JSONView {
    let entry: AuditEntry

    var json: JSONObject {
        var json = JSONObject()
        json.add("number", entry.seq)
        json.add("at", time: entry.at)
        json.add("actor", entry.actor)
        json.add("action", entry.action)
        json.add("object", entry.object)
        json.add("outcome", entry.outcome.rawValue)
        json.add("detail", entry.detail)
        json.add("side", entry.side == .unknown ? nil : entry.side.rawValue)
        return json
    }
}
