internal import PuertoCore

/// An errand in JSON.
struct ErrandView: JSONView {
    let errand: Errand
    let worker: WorkerSight

    var json: JSONObject {
        var json = JSONObject()
        json.add("id", errand.id)
        json.add("kind", errand.question.kind)
        json.add("state", errand.state.rawValue)
        json.add("error", errand.error)
        json.add("worker", worker.json)
        return json
    }
}
