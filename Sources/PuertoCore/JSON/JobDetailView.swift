/// A job in JSON, with its steps and some lines of its log.
package struct JobDetailView: JSONView {
    package let job: Job
    package let events: [JobEvent]
    /// Tells of a queued job whether a worker runs, which is to take it.
    package let worker: WorkerSight?

    package init(_ job: Job, _ events: [JobEvent], _ worker: WorkerSight?) {
        self.job = job
        self.events = events
        self.worker = worker
    }

    package var json: JSONObject {
        var json = JSONObject()
        json.add("job", JobView(job).json)
        json.add("steps", job.steps.map(step))
        json.add("events", events.map(event))
        if let worker { json.add("worker", worker.json) }
        return json
    }

    private func step(_ step: JobStep) -> JSONObject {
        var json = JSONObject()
        json.add("name", step.name)
        json.add("state", step.state.rawValue)
        json.add("started_at", time: step.startedAt)
        json.add("ended_at", time: step.endedAt)
        return json
    }

    private func event(_ event: JobEvent) -> JSONObject {
        var json = JSONObject()
        json.add("number", event.number)
        json.add("at", time: event.at)
        json.add("step", event.step)
        json.add("text", event.text)
        return json
    }
}
