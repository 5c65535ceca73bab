internal import Hypertext
internal import PuertoCore

extension ClientPage {
    /// The worker's container. In a stack that Puerto has made its name follows from the server's.
    private var worker: HTML {
        operations.stateSince == nil || isBase || tenant.isObserved
            ? Parts.nothing(l) : "<code data-copy>\(tenant.containers.worker)</code>"
    }

    /// Each service's port and container, and commands that change nothing.
    func services(into out: inout HTML) {
        section("services", l("Servicios", "Services"), into: &out) { out in
            let (ports, containers) = (tenant.ports, tenant.containers)
            let address = site.host(tenant.host)?.address ?? tenant.host.text
            out += """
                <div class="table" tabindex="0" role="group" aria-labelledby="services"><table>
                <thead><tr><th scope="col">\(l("Servicio", "Service"))</th><th scope="col">\(l("Escucha en", "Listens on"))</th>\
                <th scope="col">\(l("Contenedor", "Container"))</th></tr></thead>
                <tbody>
                <tr><th scope="row">Windmill</th><td><code>127.0.0.1:\(ports.app)</code></td>\
                <td><code data-copy>\(containers.windmill)</code></td></tr>
                <tr><th scope="row">\(l("Trabajador", "Worker"))</th><td>—</td><td>\(worker)</td></tr>
                <tr><th scope="row">PostgreSQL</th><td><code>127.0.0.1:\(ports.postgres)</code></td>\
                <td><code data-copy>\(containers.postgres)</code></td></tr>
                <tr><th scope="row">Redis</th><td><code>127.0.0.1:\(ports.redis)</code></td>\
                <td><code data-copy>\(containers.redis)</code></td></tr>
                </tbody></table></div>
                <p>\(l("En la máquina", "On host")) <code>\(tenant.host.text)</code> (\(address)).\(looking)</p>
                \(scripts)\(shell(commands))
                """
        }
    }

    private var looking: String {
        site.hook == nil ? l(" Para mirar sin tocar:", " To look without touching:") : ""
    }

    private var commands: HTML {
        let address = site.host(tenant.host)?.address ?? "localhost"
        let isHere = ["localhost", "127.0.0.1", "::1"].contains(address)
        let login: HTML? = isHere ? nil : "ssh \(address)\n"
        return """
            \(login)curl -fsS http://127.0.0.1:\(tenant.ports.app)/api/version
            docker logs --tail 100 \(tenant.containers.windmill)
            docker exec -it \(tenant.containers.postgres) psql -U postgres
            docker exec -it \(tenant.containers.redis) redis-cli
            puerto tenant show \(tenant.slug.text)
            """
    }
}
