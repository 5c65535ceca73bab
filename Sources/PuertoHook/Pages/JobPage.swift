internal import Hypertext
internal import PuertoCore

/// The page of a job: its steps, its log, and buttons to cancel or retry it.
struct JobPage {
    let layout: HookLayout
    let job: Job
    let events: [JobEvent]
    /// The client of the job, or the one whose page led here; `nil` where there is none any more.
    let client: Tenant?
    /// Tells of a queued job whether a worker runs.
    let worker: WorkerSight?

    private var l: Language { layout.l }

    /// Reloads the page without script until the job is over.
    var refresh: [HeaderField] {
        job.state.isOver ? [] : [HeaderField("Refresh", fixed: "2")]
    }

    var html: HTML {
        let title = "\(job.action.word(l)) · \(client?.name ?? job.tenant?.text ?? job.shortID)"
        let tenant: HTML? =
            client.map { "<a href=\"\(layout.client($0.slug))\"><bdi>\($0.name)</bdi></a> · " }
            ?? job.tenant.map { "<code>\($0.text)</code> · " }
        let error: HTML? = job.error.map {
            "<p class=\"error\" role=\"alert\"\(english(job.spanishError))><bdi>\(job.error(l) ?? $0)</bdi></p>\n"
        }
        return layout.page(
            title,
            """
            <h1>\(job.action.word(l)) <span class="st \(job.state.rawValue)" role="status">\(job.state.word(l))</span></h1>
            <p>\(tenant)\(job.actor) · <code>\(job.shortID)</code></p>
            \(error)\(steps)\(buttons)\(log)\(back)
            """)
    }

    private var steps: HTML? {
        guard !job.steps.isEmpty else {
            guard job.state == .queued else { return nil }
            return WorkerNote.html(worker, l)
                ?? "<p>\(l("Espera a que lo tome el trabajador.", "It waits for the worker to take it."))</p>\n"
        }
        let items = job.steps.map { step -> HTML in
            "<li>\(step.word(l)) <span class=\"st \(step.state.rawValue)\">\(step.state.word(l))</span></li>\n"
        }
        return "<ol class=\"steps\">\n\(items)</ol>\n"
    }

    private var buttons: HTML? {
        guard layout.login?.session.role == .owner else { return nil }
        if !job.state.isOver { return form("cancel", l("Anular", "Cancel")) }
        guard job.state != .done, !job.action.needsPlan else { return nil }
        return form("retry", l("Reintentar", "Try again"))
    }

    /// The links to the client's page, where the effect shows, and to the other jobs.
    private var back: HTML {
        let page: HTML? = client.map {
            "<a class=\"button\" href=\"\(layout.client($0.slug))\">\(l("Ver el cliente", "Show the client"))</a> "
        }
        return """
            <p class="buttons">\(page)<a class="button" href="\(layout.reader.address("/jobs"))">\(l("Todos los trabajos", "All jobs"))</a></p>

            """
    }

    private func form(_ verb: String, _ word: String) -> HTML {
        """
        <form method="post" action="\(layout.reader.address("/jobs/\(job.id)/\(verb)"))">\(layout.token)\
        <p><button class="button" type="submit">\(word)</button></p></form>

        """
    }

    /// Marks a text that the page's language has no words for.
    private func english(_ spanish: String?) -> HTML? {
        l == .es && spanish == nil ? " lang=\"en\"" : nil
    }

    private var log: HTML? {
        guard !events.isEmpty else { return nil }
        let lines = events.map { event -> HTML in
            "<li><time>\(Timestamp.text(event.at))</time> \(event.step) <bdi\(english(event.spanish))>\(event.text(l))</bdi></li>\n"
        }
        return """
            <details\(job.state == .failed ? " open" : "")><summary>\(l("Registro", "Log"))</summary>
            <ol class="plain log">
            \(lines)</ol></details>

            """
    }
}
