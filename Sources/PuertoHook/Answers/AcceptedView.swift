internal import PuertoCore

/// A job that was queued, in JSON.
struct AcceptedView: JSONView {
    let job: Job

    var json: JSONObject {
        var json = JSONObject()
        json.add("job", JobView(job).json)
        return json
    }
}
