internal import Hypertext
internal import PuertoCore

extension ClientPage {
    /// Plan and price.
    func business(into out: inout HTML) {
        section("business", l("Negocio", "Business"), into: &out) { out in
            guard let plan = site.plan(of: tenant) else {
                out += """
                    <p class="empty">\(l("Sin plan. Ponle uno:", "No plan. Give it one:"))</p>
                    \(Parts.code(["puerto tenant edit \(tenant.slug.text) --plan \(site.plans.first?.id ?? "PLAN")"], l))\(disk)
                    """
                return
            }
            let included = plan.limits.text(locale)
            let since: HTML = tenant.since?.html(locale) ?? Parts.nothing(l)
            let limits: HTML =
                included.isEmpty
                ? HTML() : "<div><dt>\(l("Incluye", "Includes"))</dt><dd>\(included)</dd></div>\n"
            out += """
                <dl class="facts"><div><dt>Plan</dt><dd>\(plan.name)</dd></div>
                <div><dt>\(l("Precio al mes", "Monthly price"))</dt><dd>\(site.price(plan).text(locale))</dd></div>
                <div><dt>\(l("Se cobra", "Billed"))</dt><dd>\(billing)</dd></div>
                <div><dt>\(l("Cliente desde", "Client since"))</dt><dd>\(since)</dd></div>
                \(limits)</dl>
                \(disk)\
                <p><a href="../\(PortalPath.business)">\(l("Todos los clientes y sus precios", "All clients and their prices"))</a></p>

                """
        }
    }

    private var billing: String {
        switch tenant.status {
        case .ready, .degraded: l("sí, cada mes", "yes, monthly")
        case .draft, .provisioning: l("cuando esté listo", "once it is ready")
        case .suspended: l("en pausa", "paused")
        case .archived: l("ya no", "no longer")
        }
    }
}
