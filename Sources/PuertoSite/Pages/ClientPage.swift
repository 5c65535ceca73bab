internal import Hypertext
internal import PuertoCore

/// The page of one tenant: its address, state, services, documents, and what to do next.
struct ClientPage {
    let site: SiteContext
    let page: PagePath
    let tenant: Tenant
    let notes: Notes?
    let custody: Custody
    let operations: Operations
    /// The tenant's latest changes, newest first.
    let changes: [AuditEntry]
    let url: String

    func render(into out: inout HTML) {
        PageLayout(site: site, page: page, chapter: .harbour, title: tenant.name).render(into: &out)
        {
            heading(into: &$0)
            contents(into: &$0)
            $0 += "<div class=\"sections\">\n"
            if !isBase { handoff(into: &$0) }
            services(into: &$0)
            architecture(into: &$0)
            dashboards(into: &$0)
            runbooks(into: &$0)
            if !isBase { business(into: &$0) }
            drift(into: &$0)
            jobs(into: &$0)
            next(into: &$0)
            activity(into: &$0)
            $0 += "</div>\n"
        }
    }
}

extension ClientPage {
    var l: Language { page.language }
    var locale: RegionalLocale { site.locale(l) }
    var isBase: Bool { tenant.kind == .base }

    private func contents(into out: inout HTML) {
        let handoff: HTML? =
            isBase ? nil : "<li><a href=\"#handoff\">\(l("Entrega", "Handoff"))</a></li>"
        let business: HTML? =
            isBase ? nil : "<li><a href=\"#business\">\(l("Negocio", "Business"))</a></li>"
        let drift: HTML? =
            hasDriftSection
            ? "<li><a href=\"#drift\">\(l("Comparación con el registro", "Drift"))</a></li>" : nil
        out += """
            <nav class="toc" aria-label="\(l("En esta página", "On this page"))"><ul>\(handoff)\
            <li><a href="#services">\(l("Servicios", "Services"))</a></li>\
            <li><a href="#architecture">\(l("Arquitectura", "Architecture"))</a></li>\
            <li><a href="#dashboards">\(l("Paneles", "Dashboards"))</a></li>\
            <li><a href="#runbooks">\(l("Manuales", "Runbooks"))</a></li>\(business)\(drift)\
            <li><a href="#jobs">\(l("Trabajos", "Jobs"))</a></li>\
            <li><a href="#next">\(l("Qué hacer ahora", "What to do next"))</a></li>\
            <li><a href="#activity">\(l("Actividad", "Activity"))</a></li></ul></nav>

            """
    }

    func section(_ id: String, _ title: String, into out: inout HTML, _ body: (inout HTML) -> Void)
    {
        out += "<section aria-labelledby=\"\(id)\"><h2 id=\"\(id)\">\(title)</h2>\n"
        body(&out)
        out += "</section>\n"
    }

    private func architecture(into out: inout HTML) {
        section("architecture", l("Arquitectura", "Architecture"), into: &out) { out in
            out += StackDrawing(tenant: tenant, url: url, l: l).html
            guard let notes else {
                let file = "content/tenants/\(tenant.slug.text).md"
                out += """
                    <p class="empty">\(l("Las notas de este sistema se escriben en", "Notes on this system are written in")) <code>\(file)</code>.</p>

                    """
                return
            }
            let foreign: HTML =
                notes.language == l ? HTML() : " lang=\"\(notes.language.rawValue)\""
            out += "<div class=\"prose\"\(foreign)>\n"
            notes.compiled.render(
                into: &out, site: site, tenant: tenant, showing: .client(tenant.slug),
                site.locale(notes.language))
            out +=
                "</div>\n<p class=\"edit soft\">\(l("Se edita en", "Edit in")) <code>\(notes.file)</code></p>\n"
        }
    }

    private func dashboards(into out: inout HTML) {
        section("dashboards", l("Paneles", "Dashboards"), into: &out) { out in
            guard !tenant.dashboards.isEmpty else {
                out +=
                    "<p class=\"empty\">\(l("No hay paneles registrados.", "No dashboards are recorded."))</p>\n"
                return
            }
            let items = tenant.dashboards.map { dashboard -> HTML in
                "<li><a href=\"\(url + dashboard.path)\">\(Parts.name(dashboard.title))</a> <span class=\"soft\">\(dashboard.path)</span></li>\n"
            }
            out += "<ul class=\"plain\">\n\(items)</ul>\n"
        }
    }

    private func runbooks(into out: inout HTML) {
        section("runbooks", l("Manuales", "Runbooks"), into: &out) { out in
            let own = site.runbooks(for: tenant.kind, l)
            guard !own.isEmpty else {
                out += """
                    <p class="empty">\(l("Un manual con", "A runbook with")) <code>scope: tenant</code> \
                    \(l("aparece aquí con los valores de cada cliente.", "appears here with each client's values.")) \
                    <a href="../\(PortalPath.runbookIndex)">\(l("Todos los manuales", "All runbooks"))</a></p>

                    """
                return
            }
            let items = own.map { runbook, text -> HTML in
                """
                <li><a href="\(tenant.slug.text)/\(runbook.name).html">\(text.title)</a> \
                <span class="soft">\(runbook.audience.text(l))</span></li>

                """
            }
            out += """
                <p>\(l("Con los valores de este sistema:", "With this system's values filled in:"))</p>
                <ul class="plain">
                \(items)</ul>
                <p><a href="../\(PortalPath.runbookIndex)">\(l("Todos los manuales", "All runbooks"))</a></p>

                """
        }
    }

    private func activity(into out: inout HTML) {
        section("activity", l("Actividad", "Activity"), into: &out) { out in
            guard !changes.isEmpty else {
                out +=
                    "<p class=\"empty\"><a href=\"../\(PortalPath.activity)\">\(l("Los últimos cambios de la flota", "The fleet's latest changes"))</a></p>\n"
                return
            }
            let items = changes.map { entry -> HTML in
                "<li>\(site.time(entry.at).html(locale)) · \(entry.author(l)) · <code>\(entry.action)</code> <span class=\"detail\">\(Detail.cut(entry.detail))</span></li>\n"
            }
            out += "<ul class=\"plain log\">\n\(items)</ul>\n"
        }
    }
}
