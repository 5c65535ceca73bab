internal import PuertoCore
internal import PuertoVault

struct JobView: JSONView {
    let job: Job

    init(_ job: Job) { self.job = job }

    var json: JSONObject {
        var json = JSONObject()
        json.add("id", job.id)
        json.add("action", job.action.rawValue)
        json.add("tenant", job.tenant?.text)
        json.add("state", job.state.rawValue)
        json.add("actor", job.actor)
        json.add("attempt", job.attempt)
        json.add("attempts", job.attempts)
        json.add("created_at", job.createdAt)
        json.add("started_at", job.startedAt)
        json.add("ended_at", job.endedAt)
        json.add("error", job.error)
        return json
    }
}

struct JobDetailView: JSONView {
    let job: Job
    let events: [JobEvent]

    var json: JSONObject {
        var json = JSONObject()
        json.add("job", JobView(job).json)
        json.add("steps", job.steps.map(step))
        json.add("events", events.map(event))
        return json
    }

    private func step(_ step: JobStep) -> JSONObject {
        var json = JSONObject()
        json.add("name", step.name)
        json.add("state", step.state.rawValue)
        json.add("started_at", step.startedAt)
        json.add("ended_at", step.endedAt)
        return json
    }

    private func event(_ event: JobEvent) -> JSONObject {
        var json = JSONObject()
        json.add("number", event.number)
        json.add("at", event.at)
        json.add("step", event.step)
        json.add("text", event.text)
        return json
    }
}

struct AcceptedView: JSONView {
    let job: Job

    var json: JSONObject {
        var json = JSONObject()
        json.add("job", JobView(job).json)
        return json
    }
}

struct ErrandView: JSONView {
    let errand: Errand

    var json: JSONObject {
        var json = JSONObject()
        json.add("id", errand.id)
        json.add("kind", errand.question.kind)
        json.add("state", errand.state.rawValue)
        json.add("error", errand.error)
        return json
    }
}

struct PlanView: JSONView {
    let errand: Errand
    let action: Action
    let plan: (text: String, hash: String)?

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

struct EnvelopeView: JSONView {
    let errand: Errand
    let field: String
    let envelope: SealedEnvelope

    var json: JSONObject {
        var json = JSONObject()
        json.add("errand", errand.id)
        json.add("tenant", errand.tenant.text)
        json.add("field", field)
        json.add("key", Base64.url.encode(envelope.key))
        json.add("nonce", Base64.url.encode(envelope.nonce))
        json.add("ciphertext", Base64.url.encode(envelope.ciphertext))
        return json
    }
}
