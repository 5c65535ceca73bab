internal import Hypertext
internal import PuertoCore

/// The month's revenue, by plan and by client.
struct BusinessPage {
    let site: SiteContext
    let page: PagePath
    let number: Int
    /// The number of pages.
    let pages: Int
    /// The clients with a plan on this page, in the portal's order.
    let payers: [TenantLine]

    func render(into out: inout HTML) {
        let title = l("Negocio", "Business")
        PageLayout(site: site, page: page, chapter: .business, title: title).render(into: &out) {
            out in
            out += "<h1>\(title)</h1>\n"
            if number == 1 {
                figures(into: &out)
                plans(into: &out)
            }
            clients(into: &out)
        }
    }
}

extension BusinessPage {
    private var l: Language { page.language }
    private var locale: RegionalLocale { site.locale(l) }

    private func money(_ minor: Int) -> String {
        Money(minor: minor, currency: site.agency.currency).text(locale)
    }

    private func figures(into out: inout HTML) {
        let totals = site.totals
        out += """
            <p class="lead">\(l("Un precio fijo al mes por cliente, según su plan. Cuentan los clientes a los que se da servicio: los listos y los degradados.", "One fixed price a month for each client, by plan. What counts is what is served: clients that are ready or degraded."))</p>
            <dl class="figures">
            <div><dt>\(l("Ingresos al mes", "Monthly revenue"))</dt><dd>\(money(totals.revenue))</dd></div>
            <div><dt>\(l("Al año", "A year"))</dt><dd>\(money(totals.revenue * 12))</dd></div>
            <div><dt>\(l("Previstos (borradores)", "To come (drafts)"))</dt><dd>\(money(totals.prospective))</dd></div>
            <div><dt>\(l("En pausa (suspendidos)", "Paused (suspended)"))</dt><dd>\(money(totals.paused))</dd></div>
            </dl>

            """
    }

    private func plans(into out: inout HTML) {
        guard !site.plans.isEmpty else {
            out +=
                "<p class=\"empty\">\(l("Los planes se escriben en puerto.yaml.", "Plans are written in puerto.yaml."))</p>\n"
            return
        }
        let rows = site.plans.map { plan -> HTML in
            let total = site.totals.byPlan[plan.id] ?? PlanTotal()
            return """
                <tr><th scope="row">\(plan.name)</th>\(cell(.monthly, money(plan.monthly)))\
                \(cell(.clients, total.clients.grouped(locale)))\(cell(.paying, total.billed.grouped(locale)))\
                \(cell(.revenue, money(total.billed * plan.monthly)))<td class="whole">\(plan.limits.text(locale))</td></tr>

                """
        }
        let all = site.totals.byPlan.values
        let billed = all.reduce(0) { $0 + $1.billed }
        out += """
            <section aria-labelledby="plans"><h2 id="plans">\(l("Por plan", "By plan"))</h2>
            <div class="table" tabindex="0" role="group" aria-labelledby="plans"><table class="cards">
            <thead><tr><th scope="col">Plan</th>\(Figure.monthly.heading(l))\
            \(Figure.clients.heading(l))\(Figure.paying.heading(l))\
            \(Figure.revenue.heading(l))<th scope="col">\(l("Incluye", "Includes"))</th></tr></thead>
            <tbody>
            \(rows)</tbody>
            <tfoot><tr><th scope="row">\(l("Total", "Total"))</th><td></td>\(cell(.clients, all.reduce(0) { $0 + $1.clients }.grouped(locale)))\
            \(cell(.paying, billed.grouped(locale)))\(cell(.revenue, money(site.totals.revenue)))<td></td></tr></tfoot>
            </table></div>
            </section>

            """
    }

    private func clients(into out: inout HTML) {
        out += """
            <section aria-labelledby="payers"><h2 id="payers">\(l("Por cliente", "By client"))</h2>

            """
        guard !payers.isEmpty else {
            out +=
                "<p class=\"empty\">\(l("Ningún cliente tiene plan todavía.", "No client has a plan yet."))</p>\n</section>\n"
            return
        }
        let rows = payers.compactMap { tenant in
            site.plan(tenant.plan).map { row(tenant, $0) }
        }
        out += """
            <div class="table" tabindex="0" role="group" aria-labelledby="payers"><table class="cards">
            <thead><tr><th scope="col">\(l("Cliente", "Client"))</th><th scope="col">Plan</th><th scope="col">\(l("Estado", "State"))</th>\
            <th scope="col">\(l("Desde", "Since"))</th>\(Figure.price.heading(l))\
            \(Figure.pays.heading(l))</tr></thead>
            <tbody>
            \(rows)</tbody>
            </table></div>
            \(Pager(list: PortalPath.business, number: number, count: pages, language: l).markup)</section>

            """
    }

    private func row(_ tenant: TenantLine, _ plan: PricingPlan) -> HTML {
        let since: HTML = tenant.since?.html(locale) ?? HTML()
        return """
            <tr><td><a href="\(PortalPath.client(tenant.slug.text))">\(Parts.name(tenant.name))</a></td><td>\(plan.name)</td>\
            <td>\(tenant.status.badge(l))</td><td>\(since)</td>\(cell(.price, money(plan.monthly)))\
            \(cell(.pays, tenant.status.isBilled ? money(plan.monthly) : "—"))</tr>

            """
    }
}

extension BusinessPage {
    /// A column of figures. Where a row becomes a card each figure says what it is.
    private enum Figure {
        case monthly, clients, paying, revenue, price, pays

        func word(_ l: Language) -> String {
            switch self {
            case .monthly: l("Al mes", "Monthly")
            case .clients: l("Clientes", "Clients")
            case .paying: l("Pagan", "Paying")
            case .revenue: l("Ingresos", "Revenue")
            case .price: l("Precio", "Price")
            case .pays: l("Paga al mes", "Pays monthly")
            }
        }

        func heading(_ l: Language) -> HTML {
            "<th scope=\"col\" class=\"right\">\(word(l))</th>"
        }
    }

    private func cell(_ figure: Figure, _ value: String) -> HTML {
        "<td class=\"right\" data-label=\"\(figure.word(l))\">\(value)</td>"
    }
}
