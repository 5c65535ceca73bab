internal import Hypertext
internal import PuertoCore

extension ClientPage {
    /// All that is technical, closed. A link to one of its sections opens it.
    func sheet(into out: inout HTML) {
        out += """
            <details id="sheet" class="fold"><summary>\(l("Ficha técnica", "Technical sheet")) \
            <span class="soft">\(l("servicios, diagrama, comparación, trabajos, actividad", "services, diagram, drift, jobs, activity"))</span></summary>

            """
        services(into: &out)
        architecture(into: &out)
        dashboards(into: &out)
        runbooks(into: &out)
        drift(into: &out)
        jobs(into: &out)
        commands(into: &out)
        activity(into: &out)
        out += "</details>\n"
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
        guard !tenant.dashboards.isEmpty else { return }
        section("dashboards", l("Paneles", "Dashboards"), into: &out) { out in
            let items = tenant.dashboards.map { dashboard -> HTML in
                "<li><a href=\"\(url + dashboard.path)\">\(Parts.name(dashboard.title))</a> <span class=\"soft\">\(dashboard.path)</span></li>\n"
            }
            out += "<ul class=\"plain\">\n\(items)</ul>\n"
        }
    }

    private func runbooks(into out: inout HTML) {
        let own = site.runbooks(for: tenant.kind, l)
        guard !own.isEmpty else { return }
        section("runbooks", l("Manuales", "Runbooks"), into: &out) { out in
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
            let events = HistoryEvent.told(by: changes)
            guard !events.isEmpty else {
                out +=
                    "<p class=\"empty\"><a href=\"../\(PortalPath.activity)\">\(l("Los últimos cambios de la flota", "The fleet's latest changes"))</a></p>\n"
                return
            }
            out += "<ul class=\"plain log\">\n"
            for event in events {
                EventLine(
                    event: event, time: site.time(event.at), name: tenant.name, l: l, links: false,
                    isDated: true
                ).item(locale, into: &out)
            }
            out += "</ul>\n"
        }
    }
}
