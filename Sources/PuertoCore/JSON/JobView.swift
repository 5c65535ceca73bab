/// A job in JSON.
package struct JobView: JSONView {
    package let job: Job

    package init(_ job: Job) { self.job = job }

    package var json: JSONObject {
        var json = JSONObject()
        json.add("id", job.id)
        json.add("action", job.action.rawValue)
        json.add("tenant", job.tenant?.text)
        if job.parameters != JobParameters() { json.add("parameters", job.parameters.json) }
        json.add("state", job.state.rawValue)
        json.add("actor", job.actor)
        json.add("attempt", job.attempt)
        json.add("attempts", job.attempts)
        json.add("created_at", time: job.createdAt)
        json.add("started_at", time: job.startedAt)
        json.add("ended_at", time: job.endedAt)
        json.add("error", job.error)
        return json
    }
}

extension JobParameters: JSONView {
    /// The fields that the action was asked for with; images are one text, as in a form.
    package var json: JSONObject {
        var json = JSONObject()
        json.add("reason", reason)
        json.add("field", field?.rawValue)
        let words = ServiceKind.allCases.compactMap { kind in
            images[kind].map { "\(kind.rawValue)=\($0)" }
        }
        if !words.isEmpty { json.add("images", words.joined(separator: " ")) }
        json.add("plan", plan)
        return json
    }
}
