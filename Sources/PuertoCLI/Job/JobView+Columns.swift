import PuertoCore

extension JobView {
    static var columns: [Column<JobView>] {
        [
            Column("JOB") { String($0.job.id.prefix(8)) },
            Column("ACTION") { $0.job.action.rawValue },
            Column("CLIENT") { $0.job.tenant?.text ?? "–" },
            Column("STATE") { $0.job.state.word(Spoken.language) },
            Column("BY") { $0.job.actor },
            Column("CREATED") { Timestamp.text($0.job.createdAt) },
            Column("ERROR") { $0.job.error(Spoken.language) ?? "" },
        ]
    }
}

extension JobDetailView {
    var lines: [(String, String)] {
        [
            ("job", job.id), ("action", job.action.rawValue),
            ("client", job.tenant?.text ?? "–"), ("state", job.state.word(Spoken.language)),
            ("by", job.actor),
            (
                "attempt",
                Spoken.say("\(job.attempt) de \(job.attempts)", "\(job.attempt) of \(job.attempts)")
            ),
            ("created", Timestamp.text(job.createdAt)),
            ("started", job.startedAt.map(Timestamp.text) ?? "–"),
            ("ended", job.endedAt.map(Timestamp.text) ?? "–"),
        ] + job.parameters.lines.map { ("with", $0) } + error
            + job.steps.map { ("step", JobDetailView.line($0)) }
    }

    private var error: [(String, String)] {
        job.error(Spoken.language).map { [("error", $0)] } ?? []
    }

    private static func line(_ step: JobStep) -> String {
        let seconds = step.startedAt.flatMap { start in step.endedAt.map { $0 - start } }
        return "\(step.name): \(step.state.word(Spoken.language))"
            + (seconds.map { ", \($0) s" } ?? "")
    }
}
