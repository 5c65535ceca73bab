internal import PuertoCore

/// The answer to a probe in JSON. `health` is missing for a system that is not to run.
struct ProbedView: JSONView {
    let errand: Errand
    let answer: ProbeAnswer?

    var json: JSONObject {
        var json = JSONObject()
        json.add("id", errand.id)
        json.add("state", errand.state.rawValue)
        json.add("tenant", errand.tenant.text)
        if let result = answer?.result {
            json.add("health", result.health.rawValue)
            json.add("milliseconds", result.milliseconds)
            json.add("at", time: result.at)
            json.add("detail", result.detail)
        }
        json.add("error", errand.error)
        return json
    }
}
