internal import PuertoCore

/// An errand in JSON.
struct ErrandView: JSONView {
    let errand: Errand
    /// `nil` where it could not be asked.
    let worker: WorkerSight?

    var json: JSONObject {
        var json = JSONObject()
        json.add("id", errand.id)
        json.add("kind", errand.question.kind)
        json.add("state", errand.state.rawValue)
        json.add("error", errand.error)
        if let worker { json.add("worker", worker.json) }
        return json
    }
}
