internal import Hypertext
internal import PuertoCore

/// The pictures of the whole fleet, host by host, and the services of one stack.
struct ArchitecturePage {
    let site: SiteContext
    let page: PagePath

    func render(into out: inout HTML) {
        let title = l("Arquitectura", "Architecture")
        PageLayout(site: site, page: page, chapter: .architecture, title: title).render(into: &out)
        {
            $0 += """
                <h1>\(title)</h1>
                <p class="lead">\(l("Cada cliente vive en su propio sistema: su aplicación, su base de datos y su Redis, en una red que no ve la de los demás. La ranura 0 de la primera máquina es el sistema base, el tuyo.", "Every client lives in a system of its own: its application, its database and its Redis, on a network that does not see any other client's. Slot 0 of the first host is the base system, yours."))</p>

                """
            hosts(into: &$0)
            stack(into: &$0)
        }
    }
}

extension ArchitecturePage {
    private var l: Language { page.language }
    private var locale: RegionalLocale { site.locale(l) }

    private func hosts(into out: inout HTML) {
        out +=
            "<section aria-labelledby=\"hosts\"><h2 id=\"hosts\">\(l("Máquinas", "Hosts"))</h2>\n"
        for index in site.hosts.indices {
            out +=
                FleetDrawing(berths: site.berths(index), isFirst: index == 0, locale: locale).html
        }
        out += "</section>\n"
    }

    private func stack(into out: inout HTML) {
        let ports = site.ports
        let services: [(String, String, String)] = [
            (
                "Windmill", "\(ports.app)+N",
                l(
                    "la aplicación: pantallas, API y cola de tareas",
                    "the application: screens, API and job queue")
            ),
            (
                l("Trabajador", "Worker"), "—",
                l("ejecuta los scripts; no abre puertos", "runs the scripts; opens no port")
            ),
            (
                "PostgreSQL", "\(ports.postgres)+N",
                l(
                    "todo el estado de Windmill, cola incluida",
                    "all of Windmill's state, its queue too")
            ),
            (
                "Redis", "\(ports.redis)+N",
                l(
                    "para los scripts del cliente; Windmill no lo usa",
                    "for the client's scripts; Windmill does not use it")
            ),
        ]
        let rows = services.map { name, port, role -> HTML in
            "<tr><th scope=\"row\">\(name)</th><td><code>\(port)</code></td><td>\(role)</td></tr>\n"
        }
        out += """
            <section aria-labelledby="stack"><h2 id="stack">\(l("Un sistema por dentro", "Inside one system"))</h2>
            <div class="table" tabindex="0" role="group" aria-labelledby="stack"><table>
            <thead><tr><th scope="col">\(l("Servicio", "Service"))</th><th scope="col">\(l("Puerto", "Port"))</th>\
            <th scope="col">\(l("Para qué", "What for"))</th></tr></thead>
            <tbody>
            \(rows)</tbody></table></div>
            <p>\(l("Los puertos escuchan solo en la propia máquina (127.0.0.1). N es el número de ranura.", "Ports listen on the machine itself only (127.0.0.1). N is the slot's number."))</p>
            </section>

            """
    }
}
