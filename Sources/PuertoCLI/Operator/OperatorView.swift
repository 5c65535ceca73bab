import PuertoCore
import PuertoStore

/// An operator as it is listed.
struct OperatorView: JSONView {
    let entry: Operator

    var json: JSONObject {
        var json = JSONObject()
        json.add("name", entry.name.text)
        json.add("role", entry.role.rawValue)
        json.add("added_at", time: entry.addedAt)
        json.add("password_set_at", time: entry.changedAt)
        return json
    }
}
