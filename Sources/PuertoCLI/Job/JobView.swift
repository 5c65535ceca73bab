import PuertoCore

/// A job as listings show it.
struct JobView: Encodable {
    let id: String
    let action: String
    let tenant: String?
    let state: String
    let actor: String
    let attempt: Int
    let attempts: Int
    let created: String
    let started: String?
    let ended: String?
    let parameters: [String]
    let error: String?
    let steps: [StepView]

    struct StepView: Encodable {
        let name: String
        let state: String
        let seconds: Int?
    }

    init(_ job: Job) {
        id = job.id
        action = job.action.rawValue
        tenant = job.tenant?.text
        state = job.state.rawValue
        actor = job.actor
        attempt = job.attempt
        attempts = job.attempts
        created = Timestamp.text(job.createdAt)
        started = job.startedAt.map(Timestamp.text)
        ended = job.endedAt.map(Timestamp.text)
        parameters = job.parameters.lines
        error = job.error
        steps = job.steps.map { step in
            let seconds = step.startedAt.flatMap { start in step.endedAt.map { $0 - start } }
            return StepView(name: step.name, state: step.state.rawValue, seconds: seconds)
        }
    }
}

extension JobView {
    static var columns: [Column<JobView>] {
        [
            Column("JOB") { String($0.id.prefix(8)) }, Column("ACTION") { $0.action },
            Column("CLIENT") { $0.tenant ?? "–" }, Column("STATE") { $0.state },
            Column("BY") { $0.actor }, Column("CREATED") { $0.created },
            Column("ERROR") { $0.error ?? "" },
        ]
    }

    var lines: [(String, String)] {
        [
            ("job", id), ("action", action), ("client", tenant ?? "–"), ("state", state),
            ("by", actor), ("attempt", "\(attempt) of \(attempts)"), ("created", created),
            ("started", started ?? "–"), ("ended", ended ?? "–"),
        ] + parameters.map { ("with", $0) } + (error.map { [("error", $0)] } ?? [])
            + steps.map { step in
                ("step", "\(step.name): \(step.state)" + (step.seconds.map { ", \($0) s" } ?? ""))
            }
    }
}
