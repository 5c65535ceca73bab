internal import Hypertext
internal import PuertoCore

extension ClientPage {
    /// The newest jobs with their steps, newest first.
    func jobs(into out: inout HTML) {
        section("jobs", l("Trabajos", "Jobs"), into: &out) { out in
            guard !operations.jobs.isEmpty else {
                out += """
                    <p class="empty">\(l("Todavía no hay trabajos.", "There are no jobs yet."))</p>

                    """
                return
            }
            let items = operations.jobs.enumerated().map { index, job in
                item(job, isNewest: index == 0)
            }
            out += "<ol class=\"plain apart\">\n\(items)</ol>\n"
        }
    }

    private func item(_ job: Job, isNewest: Bool) -> HTML {
        let error: HTML? = job.error(l).map {
            "<p class=\"error\">\(Parts.name(Detail.cut($0)))</p>\n"
        }
        return """
            <li><h3>\(job.action.word(l)) \(job.state.badge(l))</h3>
            <p class="soft">\(facts(job))</p>
            \(waiting(job))\(parameters(job.parameters))\(error)\(steps(job, isOpen: isNewest && job.state == .failed))\(commands(job))</li>

            """
    }

    /// Names the command that a queued job waits for. The page cannot know whether a worker runs
    /// when it is read.
    private func waiting(_ job: Job) -> HTML? {
        guard job.state == .queued else { return nil }
        return """
            <p>\(l("Lo hace el trabajador:", "The worker does it:")) <code data-copy>puerto work</code></p>

            """
    }

    /// The moment, actor, duration and attempts of a job.
    private func facts(_ job: Job) -> HTML {
        var facts: [HTML] = [
            site.time(job.startedAt ?? job.createdAt).html(locale), Parts.name(job.actor),
        ]
        if let took = Span(from: job.startedAt, to: job.endedAt) { facts.append("\(took.text)") }
        if job.attempt > 1 || (job.attempt == 1 && job.state == .queued) {
            facts.append(
                "\(l("intento", "attempt")) \(job.attempt) \(l("de", "of")) \(job.attempts)")
        }
        if job.state == .queued, job.readyAt > job.createdAt {
            facts.append(
                "\(l("no antes del", "not before")) \(site.time(job.readyAt).html(locale))")
        }
        return facts.joined(separator: " · ")
    }

    private func parameters(_ parameters: JobParameters) -> HTML? {
        var items: [HTML] = []
        if let reason = parameters.reason {
            items.append(fact(l("Motivo", "Reason"), Parts.name(reason)))
        }
        if let field = parameters.field {
            items.append(fact(l("Credencial", "Credential"), "<code>\(field.rawValue)</code>"))
        }
        for kind in ServiceKind.allCases {
            guard let image = parameters.images[kind] else { continue }
            let name = "\(l("Imagen de", "Image of")) \(kind.rawValue)"
            items.append(fact(name, "<code>\(image.text)</code>"))
        }
        return items.isEmpty ? nil : "<dl class=\"facts\">\(items)</dl>\n"
    }

    private func fact(_ name: String, _ value: HTML) -> HTML {
        "<div><dt>\(name)</dt><dd>\(value)</dd></div>"
    }

    /// The steps. They are open in the newest job if it failed, and in one that is not over.
    private func steps(_ job: Job, isOpen: Bool) -> HTML? {
        guard !job.steps.isEmpty else { return nil }
        let done = job.steps.count { $0.state == .done }
        let items = job.steps.map { step -> HTML in
            let took = Span(from: step.startedAt, to: step.endedAt).map {
                " <span class=\"soft\">\($0.text)</span>" as HTML
            }
            return "<li>\(Parts.name(step.word(l))) \(step.state.badge(l))\(took)</li>\n"
        }
        let open: HTML? = isOpen || !job.state.isOver ? " open" : nil
        return """
            <details\(open)><summary>\(l("Pasos", "Steps")): \(done) \(l("de", "of")) \(job.steps.count)</summary>
            <ol>
            \(items)</ol></details>

            """
    }

    private func commands(_ job: Job) -> HTML {
        if let address = site.hookAddress(l) {
            return
                "<p><a href=\"\(address("/jobs/\(job.id)"))\">\(l("Registro del trabajo", "The job's log"))</a></p>"
        }
        let retry: HTML? =
            job.state == .failed
            ? " <code data-copy>puerto job retry \(job.shortID)</code>" : nil
        return "<p class=\"mend\"><code data-copy>puerto job log \(job.shortID)</code>\(retry)</p>"
    }
}
