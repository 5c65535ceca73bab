internal import Hypertext
internal import PuertoCore

extension ClientPage {
    /// The credentials by fingerprint, the handoffs, and how to do one.
    func handoff(into out: inout HTML) {
        section("handoff", l("Entrega", "Handoff"), into: &out) { out in
            let root = page.root
            if tenant.status == .archived {
                out +=
                    "<p class=\"empty\">\(l("Un cliente archivado no tiene página de bienvenida.", "An archived client has no onboarding page."))</p>\n"
            } else {
                let reader = tenant.contact.name ?? tenant.name
                out += """
                    <p><a class="button primary" href="\(root)\(PortalPath.onboarding(tenant.onboardingToken))">\(l("Página de bienvenida", "Onboarding page"))</a> \
                    <span class="soft">\(l("para", "for")) \(Parts.name(reader)), \(l("en", "in")) \(readersLanguage); \
                    \(onboardingSecrets)</span></p>

                    """
            }
            credentials(into: &out)
            handedOver(into: &out)
            contact(into: &out)
        }
    }

    private var readersLanguage: String {
        LanguageTag(site.agency.locale(of: tenant.locale)).name(l)
    }

    private var onboardingSecrets: String {
        custody.handoff == nil
            ? l(
                "no nombra a nadie más y no lleva contraseñas",
                "names nobody else and holds no passwords")
            : l(
                "no nombra a nadie más; la contraseña va sellada",
                "names nobody else; the password in it is sealed")
    }

    /// The link to the runbook on the handoff, when the workspace has one.
    var guide: HTML {
        guard
            let (runbook, text) = site.runbooks(for: tenant.kind, l)
                .first(where: { $0.runbook.isAboutHandoff })
        else { return HTML() }
        return """
             \(l("Cómo entregarlas:", "How to hand them over:")) \
            <a href="\(tenant.slug.text)/\(runbook.name).html">\(text.title)</a>.
            """
    }

    private func contact(into out: inout HTML) {
        let name: HTML = tenant.contact.name.map { Parts.name($0) } ?? Parts.nothing(l)
        let email: HTML =
            tenant.contact.email.map { "<a href=\"\(String.mailto($0))\">\($0)</a>" }
            ?? Parts.nothing(l)
        out += """
            <dl class="facts"><div><dt>\(l("Contacto", "Contact"))</dt><dd>\(name)</dd></div>
            <div><dt>\(l("Correo", "E-mail"))</dt><dd>\(email)</dd></div>
            <div><dt>\(l("Idioma", "Language"))</dt><dd>\(readersLanguage)</dd></div></dl>

            """
    }

    /// The worker's container. In a stack that Puerto has made its name follows from the server's.
    private var worker: HTML {
        operations.stateSince == nil || isBase
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
                <p>\(l("En la máquina", "On host")) <code>\(tenant.host.text)</code> (\(address)). \(l("Para mirar sin tocar:", "To look without touching:"))</p>
                \(Parts.code(commands, l))
                """
        }
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
