internal import PuertoCore
internal import PuertoWire

/// The plan of an action in JSON.
struct PlanView: JSONView {
    let errand: Errand
    let action: Action
    let plan: GetErrand.Plan?

    var json: JSONObject {
        var json = JSONObject()
        json.add("id", errand.id)
        json.add("state", errand.state.rawValue)
        json.add("tenant", errand.tenant.text)
        json.add("action", action.rawValue)
        json.add("text", plan?.text)
        json.add("hash", plan?.hash)
        json.add("error", errand.error)
        return json
    }
}
