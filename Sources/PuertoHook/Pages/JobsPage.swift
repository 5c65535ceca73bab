internal import Hypertext
internal import PuertoCore

/// The page of the fleet's latest jobs, with filters and buttons to cancel and retry.
struct JobsPage {
    let layout: HookLayout
    let jobs: [Job]
    /// Clients' names by slug.
    let names: [String: String]
    /// The filters as they were asked for.
    let tenant: String?
    let state: Job.State?
    let limit: Int
    let worker: WorkerSight?
    /// Why there is no list.
    var problem: Problem?

    private var l: Language { layout.l }

    var html: HTML {
        let title = l("Trabajos", "Jobs")
        let note: HTML? =
            jobs.contains { $0.state == .queued } ? WorkerNote.html(worker, l) : nil
        return layout.page(
            title, isWide: true,
            """
            <h1>\(title)</h1>
            <p>\(l("Lo que se ha pedido para los clientes, lo último primero.", "What was asked for the clients, the latest first."))</p>
            \(note)\(filters)\(problem?.paragraph("error", l, role: "alert"))\(list)
            """)
    }

    private var filters: HTML {
        let language: HTML? = layout.reader.asked.map {
            "<input type=\"hidden\" name=\"lang\" value=\"\($0.rawValue)\">"
        }
        let states = Job.State.allCases.map { option($0.rawValue, $0.word(l), $0 == state) }
        return """
            <form class="filters" method="get" action="\(layout.reader.hook)/jobs">\(language)
            <p><label for="tenant">\(l("Cliente", "Client"))</label>
            <input id="tenant" name="tenant" value="\(tenant ?? "")" maxlength="200" autocomplete="off" spellcheck="false"></p>
            <p><label for="state">\(l("Estado", "State"))</label>
            <select id="state" name="state">\(option("", l("cualquiera", "any"), state == nil))\(states)</select></p>
            <p><button class="button" type="submit">\(l("Filtrar", "Filter"))</button></p>
            </form>

            """
    }

    private func option(_ value: String, _ name: String, _ isChosen: Bool) -> HTML {
        let selected: HTML? = isChosen ? " selected" : nil
        return "<option value=\"\(value)\"\(selected)>\(name)</option>"
    }

    private var list: HTML? {
        guard problem == nil else { return nil }
        guard !jobs.isEmpty else {
            return "<p>\(l("No hay ninguno.", "There are none."))</p>\n"
        }
        let more: HTML? =
            jobs.count < limit
            ? nil
            : "<p class=\"soft\">\(l("Se ven los \(limit) últimos.", "The latest \(limit) are shown."))</p>\n"
        return """
            <div class="table"><table class="stacked">
            <thead><tr><th scope="col">\(l("Trabajo", "Job"))</th><th scope="col">\(l("Cliente", "Client"))</th>\
            <th scope="col">\(l("Estado", "State"))</th><th scope="col">\(l("Pedido", "Asked for"))</th>\
            <td></td></tr></thead>
            <tbody>
            \(jobs.map(row))</tbody>
            </table></div>
            \(more)
            """
    }

    private func row(_ job: Job) -> HTML {
        let name = job.tenant.map { names[$0.text] ?? $0.text }
        let client: HTML? = job.tenant.map {
            names[$0.text] == nil
                ? "<code>\($0.text)</code>"
                : "<a href=\"\(layout.client($0))\"><bdi>\(name ?? "")</bdi></a>"
        }
        let error: HTML? = job.error.map {
            "<br><span class=\"soft\"\(language(of: job))><bdi>\(job.error(l) ?? $0)</bdi></span>"
        }
        let at = Timestamp.text(job.createdAt)
        return """
            <tr><th scope="row"><a href="\(layout.reader.address("/jobs/\(job.id)"))">\(job.action.word(l))</a></th>\
            <td>\(client ?? "–")</td>\
            <td><span class="st \(job.state.rawValue)">\(job.state.word(l))</span>\(error)</td>\
            <td><time datetime="\(at)">\(at.prefix(10)) \(at.dropFirst(11).prefix(5)) UTC</time> <span class="soft">\(job.actor)</span></td>\
            <td>\(button(job, name))</td></tr>

            """
    }

    /// Marks an error that the page's language has no words for.
    private func language(of job: Job) -> HTML? {
        l == .es && job.spanishError == nil ? " lang=\"en\"" : nil
    }

    /// The buttons of a job; each names its client for a reader that hears it alone.
    private func button(_ job: Job, _ name: String?) -> HTML? {
        guard layout.login?.session.role == .owner else { return nil }
        if !job.state.isOver { return form(job, "cancel", l("Anular", "Cancel"), name) }
        guard job.state != .done, !job.action.needsPlan else { return nil }
        return form(job, "retry", l("Reintentar", "Try again"), name)
    }

    private func form(_ job: Job, _ verb: String, _ word: String, _ name: String?) -> HTML {
        let what = "\(word): \(job.action.word(l))" + (name.map { ", \($0)" } ?? "")
        return """
            <form method="post" action="\(layout.reader.address("/jobs/\(job.id)/\(verb)"))">\(layout.token)\
            <button class="copy" type="submit" aria-label="\(what)">\(word)</button></form>
            """
    }
}
