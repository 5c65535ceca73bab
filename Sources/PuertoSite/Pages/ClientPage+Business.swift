internal import Hypertext
internal import PuertoCore

extension ClientPage {
    /// Plan and price.
    func business(into out: inout HTML) {
        section("business", l("Negocio", "Business"), into: &out) { out in
            guard let plan = site.plan(of: tenant) else {
                out += """
                    <p class="empty">\(l("Sin plan. Ponle uno:", "No plan. Give it one:"))</p>
                    \(Parts.code(["puerto tenant edit \(tenant.slug.text) --plan \(site.plans.first?.id ?? "PLAN")"], l))
                    """
                return
            }
            let included = plan.limits.text(l)
            let since: HTML = tenant.since?.html(l) ?? Parts.nothing(l)
            let limits: HTML =
                included.isEmpty
                ? HTML() : "<div><dt>\(l("Incluye", "Includes"))</dt><dd>\(included)</dd></div>\n"
            out += """
                <dl class="facts"><div><dt>Plan</dt><dd>\(plan.name)</dd></div>
                <div><dt>\(l("Precio al mes", "Monthly price"))</dt><dd>\(site.price(plan).text(l))</dd></div>
                <div><dt>\(l("Se cobra", "Billed"))</dt><dd>\(billing)</dd></div>
                <div><dt>\(l("Cliente desde", "Client since"))</dt><dd>\(since)</dd></div>
                \(limits)</dl>
                <p><a href="../business.html">\(l("Todos los clientes y sus precios", "All clients and their prices"))</a></p>

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

    /// What may be done from here, as commands.
    func next(into out: inout HTML) {
        section("next", l("Qué hacer ahora", "What to do next"), into: &out) { out in
            for (why, commands) in steps {
                out += "<p>\(why)</p>\n\(Parts.code(commands, l))"
            }
        }
    }

    private var steps: [(String, [String])] {
        let slug = tenant.slug.text
        func edit(_ status: Tenant.Status) -> String {
            "puerto tenant edit \(slug) --status \(status.rawValue)"
        }
        let rebuild = "puerto build"
        switch tenant.status {
        case .draft:
            return [
                (
                    l(
                        "Al empezar a montarlo, que el registro lo diga:",
                        "When you begin to set it up, let the record say so:"),
                    [edit(.provisioning), rebuild]
                )
            ]
        case .provisioning:
            return [
                (
                    l(
                        "Cuando responda, anótalo con su fecha:",
                        "Once it answers, note it with the date:"),
                    [
                        "curl -fsS http://127.0.0.1:\(tenant.ports.app)/api/health/status",
                        edit(.ready), rebuild,
                    ]
                )
            ]
        case .ready, .degraded:
            let other: Tenant.Status = tenant.status == .ready ? .degraded : .ready
            let change = (
                tenant.status == .ready
                    ? l("Si algo falla, anótalo:", "If something fails, note it:")
                    : l("Cuando se arregle:", "Once it is mended:"), [edit(other), rebuild]
            )
            guard !isBase else { return [change] }
            return [
                change,
                (
                    l(
                        "Para suspenderlo, detén sus contenedores y anótalo:",
                        "To suspend it, stop its containers and note it:"),
                    [
                        "docker stop \(tenant.containers.windmill) \(tenant.containers.postgres) \(tenant.containers.redis)",
                        edit(.suspended), rebuild,
                    ]
                ),
            ]
        case .suspended:
            return [
                (
                    l("Para reanudarlo:", "To resume it:"),
                    [
                        "docker start \(tenant.containers.postgres) \(tenant.containers.redis) \(tenant.containers.windmill)",
                        edit(.ready), rebuild,
                    ]
                )
            ]
        case .archived:
            return [
                (
                    l(
                        "Sus datos siguen donde estaban. Para mirarlo:",
                        "Its data is where it was. To look:"),
                    ["puerto tenant show \(slug)"]
                )
            ]
        }
    }
}
