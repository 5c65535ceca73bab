internal import PuertoCore

/// A job that was queued, in JSON.
struct AcceptedView: JSONView {
    let job: Job
    /// `nil` for a program, which has no session, and where it could not be asked.
    let worker: WorkerSight?

    var json: JSONObject {
        var json = JSONObject()
        json.add("job", JobView(job).json)
        if let worker { json.add("worker", worker.json) }
        return json
    }
}
