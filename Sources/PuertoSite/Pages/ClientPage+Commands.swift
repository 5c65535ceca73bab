internal import Hypertext
internal import PuertoCore

extension ClientPage {
    /// The commands that its state allows, where no hook does the same.
    func commands(into out: inout HTML) {
        guard site.hook == nil else { return }
        section("commands", l("Comandos", "Commands"), into: &out) { out in
            for (why, commands) in steps {
                out += "<p>\(why)</p>\n\(Parts.code(commands, l))"
            }
        }
    }

    /// A block of commands; `nil` where a hook does the same.
    func shell(_ lines: HTML) -> HTML? { site.hook == nil ? Parts.code(lines, l) : nil }

    func shell(_ lines: [String]) -> HTML? { shell("\(lines.joined(separator: "\n"))" as HTML) }

    private typealias Step = (why: String, commands: [String])

    private var steps: [Step] {
        // No verb touches the base system.
        if isBase { return [look(["puerto probe base", "puerto reconcile base"])] }
        if tenant.isObserved {
            return [look(["puerto probe \(slug)", "puerto doctor \(slug)", "puerto logs \(slug)"])]
        }
        let own =
            switch tenant.status {
            case .draft, .provisioning: [provision]
            case .ready, .degraded: running
            case .suspended: [resume, archive]
            case .archived: [resume]
            }
        return (failure.map { [$0] } ?? []) + (isDiskFull ? [moreDisk] : []) + own
    }

    private var slug: String { tenant.slug.text }

    private func look(_ commands: [String]) -> Step {
        (l("Para ver cómo está, sin tocar nada:", "To see how it is, touching nothing:"), commands)
    }

    private var failure: Step? {
        guard let job = operations.jobs.first, job.state == .failed else { return nil }
        return (
            l(
                "El último trabajo falló. Mira por qué y repítelo:",
                "The last job has failed. See why, and do it again:"),
            ["puerto job log \(job.shortID)", "puerto job retry \(job.shortID)"]
        )
    }

    private var moreDisk: Step {
        // Nothing can be deleted at servers that are down.
        guard tenant.status != .suspended, tenant.status != .archived else {
            return (
                l(
                    "Ocupa todo el disco de su plan, así que no se reanuda. Dale un plan mayor, aunque solo sea mientras borras datos:",
                    "It takes the whole disk of its plan, so it is not resumed. Give it a bigger plan, if only while you delete data:"
                ), ["puerto tenant edit \(slug) --plan PLAN"]
            )
        }
        return (
            l(
                "Ocupa todo el disco de su plan, así que no se reinicia ni se actualiza. Dale un plan mayor, o borra parte de sus datos y mide otra vez:",
                "It takes the whole disk of its plan, so it is neither restarted nor upgraded. Give it a bigger plan, or delete some of its data and measure again:"
            ),
            ["puerto tenant edit \(slug) --plan PLAN", "puerto disk --measure"]
        )
    }

    private var provision: Step {
        let why =
            tenant.status == .draft
            ? l(
                "Para montarlo, comprobarlo y registrarlo como listo:",
                "To set it up, probe it and record it as ready:")
            : l(
                "Si el montaje se quedó a medias, esto lo termina:",
                "If setting it up has stopped halfway, this completes it:")
        return (why, ["puerto provision \(slug)"])
    }

    private var running: [Step] {
        // A restart is refused to a client above its plan.
        [look(["puerto probe \(slug)", "puerto doctor \(slug)"])] + (isDiskFull ? [] : [restart])
            + others
    }

    private var restart: Step {
        (
            l("Si no responde como debe:", "If it does not answer as it should:"),
            ["puerto restart \(slug)"]
        )
    }

    private var others: [Step] {
        [
            (
                l(
                    "Para cambiar la contraseña de PostgreSQL (o la de Redis):",
                    "To change PostgreSQL's password (or Redis's):"),
                ["puerto rotate \(slug) postgres"]
            ),
            (
                l(
                    "Para suspenderlo; sus datos se conservan:",
                    "To suspend it; its data stays:"),
                ["puerto suspend \(slug) --reason '…'"]
            ),
        ]
    }

    private var resume: Step {
        let why =
            tenant.status == .suspended
            ? isDiskFull
                ? l("Después, para reanudarlo:", "Then, to resume it:")
                : l("Para reanudarlo:", "To resume it:")
            : l(
                "Sus datos siguen donde estaban. Para ponerlo otra vez en marcha:",
                "Its data is where it was. To run it again:")
        return (why, ["puerto resume \(slug)"])
    }

    private var archive: Step {
        (
            l(
                "Si el cliente se va: se borran sus contenedores y se conservan los datos y la ranura:",
                "If the client leaves: its containers are removed, its data and slot stay:"),
            ["puerto archive \(slug) --reason '…'"]
        )
    }
}
