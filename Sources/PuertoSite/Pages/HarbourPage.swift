internal import Hypertext
internal import PuertoCore

/// The first page: the base system, then every client, with the figures that matter.
struct HarbourPage {
    let site: SiteContext
    let page: PagePath
    /// 1 for the first page.
    let number: Int
    /// The number of pages.
    let pages: Int
    /// The clients on this page, in the portal's order.
    let clients: [TenantLine]

    func render(into out: inout HTML) {
        let name = l("Flota", "Harbour")
        let title = number == 1 ? name : "\(name) \(number)"
        PageLayout(site: site, page: page, chapter: .harbour, title: title).render(into: &out) {
            out in
            heading(title, into: &out)
            // Figures that every change of a client changes stand on one page only.
            if number == 1 {
                summary(into: &out)
                base(into: &out)
            }
            list(into: &out)
        }
    }
}

extension HarbourPage {
    var l: Language { page.language }
    var locale: RegionalLocale { site.locale(l) }

    /// The title, and the action for a new client.
    private func heading(_ title: String, into out: inout HTML) {
        guard let address = site.hookAddress(l) else {
            out += "<h1>\(title)</h1>\n"
            return
        }
        out += """
            <div class="head"><h1>\(title)</h1>
            <div class="actions" role="group" aria-label="\(l("Acciones", "Actions"))" data-fleet>
            <a class="button" href="\(address("/new-client"))" data-command="puerto tenant add SLUG --name '\(l("NOMBRE", "NAME"))'">\(l("Registrar cliente", "New client"))</a>
            </div></div>

            """
    }

    private func summary(into out: inout HTML) {
        out += """
            <p class="lead">\(sentence) <span class="soft">\(probes)\(worker)</span></p>
            \(attention)<dl class="figures">
            \(figure(l("Clientes", "Clients"), site.totals.clients.grouped(locale), "#clients"))\
            \(figure(l("Ingresos al mes", "Monthly revenue"), revenue, PortalPath.business))\
            \(figure(l("Ranuras libres", "Slots left"), site.slotsLeft.grouped(locale), PortalPath.ports))\
            \(lastChange)</dl>

            """
    }

    private var sentence: String {
        let totals = site.totals
        guard totals.clients > 0 else {
            return l("Todavía no hay clientes.", "There are no clients yet.")
        }
        let noun = totals.clients == 1 ? l("cliente", "client") : l("clientes", "clients")
        let states = Tenant.Status.inReadingOrder
            .compactMap { state in totals.byStatus[state].map { state.counted($0, locale) } }
        return "\(totals.clients.grouped(locale)) \(noun): \(states.joined(separator: ", "))."
    }

    private var revenue: String {
        Money(minor: site.totals.revenue, currency: site.agency.currency).text(locale)
    }

    private func figure(_ name: String, _ value: String, _ href: String) -> HTML {
        "<div><dt>\(name)</dt><dd><a href=\"\(href)\">\(value)</a></dd></div>\n"
    }

    private var lastChange: HTML {
        let value: HTML = site.latestChange.map { site.time($0).html(locale) } ?? "—"
        return """
            <div><dt>\(l("Último cambio", "Last change"))</dt>\
            <dd class="small"><a href="\(PortalPath.activity)">\(value)</a></dd></div>

            """
    }

    private func list(into out: inout HTML) {
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
        out += """
            <div class="table" tabindex="0" role="group" aria-labelledby="clients-title">
            <table class="list" id="list" data-pages="\(pages)">
            <thead><tr>\(headings)</tr></thead>
            <tbody>

            """
        for tenant in clients { row(tenant, into: &out) }
        out += """
            </tbody>
            </table></div>
            \(Pager(list: PortalPath.harbour, number: number, count: pages, language: l).markup)</section>

            """
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

    private var headings: HTML {
        [
            l("Estado", "State"), l("Cliente", "Client"), l("Dirección", "Address"),
            l("Ranura", "Slot"), "Plan", l("Al mes", "Monthly"), l("Contacto", "Contact"),
            l("Desde", "Since"),
        ].enumerated().map { index, title -> HTML in
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
        out += """
            <tr data-state="\(tenant.status.rawValue)" data-plan="\(tenant.plan ?? "")"><td>\(tenant.status.badge(l))</td>\
            <td><a class="row" href="\(PortalPath.client(tenant.slug.text))">\(Parts.name(tenant.name))</a></td>\
            <td>\(Parts.url(site.url(of: tenant)))</td><td class="right">\(tenant.slot.number)</td>\
            <td>\(plan?.name ?? "")</td>\(price)<td>\(contact)</td>\(since)</tr>

            """
    }
}

extension Tenant.Status {
    /// The states in the order in which a reader wants to hear them.
    fileprivate static let inReadingOrder: [Tenant.Status] = [
        .ready, .degraded, .provisioning, .suspended, .draft, .archived,
    ]
}
