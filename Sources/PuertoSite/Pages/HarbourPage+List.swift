internal import Hypertext
internal import PuertoCore

// The list of clients, with its filters.
extension HarbourPage {
    func list(into out: inout HTML) {
        out += """
            <section id="clients" aria-labelledby="clients-title">
            <h2 id="clients-title">\(l("Clientes", "Clients"))</h2>

            """
        guard !clients.isEmpty else {
            out += """
                <p class="empty">\(l("El primer cliente se da de alta con un comando:", "The first client takes one command:"))</p>
                \(Parts.code(["puerto tenant add acme --name 'Acme'"], l))</section>

                """
            return
        }
        out += chips
        let (archived, others) = (
            clients.filter { $0.status == .archived }, clients.filter { $0.status != .archived }
        )
        out += """
            <div class="table" tabindex="0" role="group" aria-labelledby="clients-title">
            <table class="list" id="list" data-pages="\(pages)">
            <thead><tr>\(headings)</tr></thead>
            <tbody>

            """
        for tenant in others { row(tenant, into: &out) }
        out += "</tbody>\n</table></div>\n"
        if !archived.isEmpty { fold(archived, into: &out) }
        out +=
            "\(Pager(list: PortalPath.harbour, number: number, count: pages, language: l).markup)</section>\n"
    }

    /// The archived clients of the page, apart from those that the day's work is about.
    private func fold(_ archived: [TenantLine], into out: inout HTML) {
        out += """
            <details class="archived" id="archived"><summary>\(l("Archivados", "Archived")) (\(archived.count.grouped(locale)))</summary>
            <div class="table" tabindex="0" role="group" aria-label="\(l("Archivados", "Archived"))">
            <table class="list">
            <thead><tr>\(headings)</tr></thead>
            <tbody>

            """
        for tenant in archived { row(tenant, into: &out) }
        out += "</tbody>\n</table></div>\n</details>\n"
    }

    private var chips: HTML {
        let inUse = site.inUse
        let states = Tenant.Status.inReadingOrder.filter { inUse.states.contains($0) }.map {
            "<button type=\"button\" data-state=\"\($0.rawValue)\" aria-pressed=\"false\">\($0.word(l))</button>"
                as HTML
        }
        let plans = site.plans.filter { inUse.plans.contains($0.id) }.map {
            """
            <button type="button" data-plan="\($0.id)" data-price="\(site.price($0).text(locale))" aria-pressed="false">\($0.name)</button>
            """ as HTML
        }
        return """
            <div class="chips" id="chips" hidden>
            <label>\(l("Filtrar", "Filter")) <input type="search" id="filter" autocomplete="off" spellcheck="false"></label>
            <span role="group" aria-label="\(l("Estado", "State"))">\(states)</span> \
            <span role="group" aria-label="\(l("Plan", "Plan"))">\(plans)</span>
            <output id="count" data-of="\(l("de", "of"))"></output>
            </div>

            """
    }

    /// The machine is a column where there are several.
    private var headings: HTML {
        let machine = site.hosts.count > 1 ? [l("Máquina", "Host")] : []
        let titles = [
            l("Estado", "State"), l("Cliente", "Client"), l("Dirección", "Address"),
            l("Ranura", "Slot"), "Plan", l("Al mes", "Monthly"), l("Contacto", "Contact"),
            l("Desde", "Since"),
        ]
        return (titles + machine).enumerated().map { index, title -> HTML in
            let side: HTML = index == 3 || index == 5 ? " class=\"right\"" : ""
            return "<th scope=\"col\"\(side)>\(title)</th>"
        }.joined()
    }

    private func row(_ tenant: TenantLine, into out: inout HTML) {
        let plan = site.plan(tenant.plan)
        let price: HTML =
            plan.map {
                "<td class=\"right\" data-v=\"\($0.monthly)\">\(site.price($0).text(locale))</td>"
            } ?? "<td class=\"right\"></td>"
        let contact: HTML = tenant.contactName.map { Parts.name($0) } ?? HTML()
        let since: HTML =
            tenant.since.map { "<td data-v=\"\($0.description)\">\($0.text(locale))</td>" }
            ?? "<td></td>"
        let machine: HTML? = site.hosts.count > 1 ? "<td>\(tenant.host.text)</td>" : nil
        out += """
            <tr data-state="\(tenant.status.rawValue)" data-plan="\(tenant.plan ?? "")"><td>\(tenant.status.badge(l))</td>\
            <td><a class="row" href="\(PortalPath.client(tenant.slug.text))">\(Parts.name(tenant.name))</a></td>\
            <td>\(Parts.url(site.url(of: tenant)))</td><td class="right">\(tenant.slot.number)</td>\
            <td>\(plan?.name ?? "")</td>\(price)<td>\(contact)</td>\(since)\(machine)</tr>

            """
    }
}
