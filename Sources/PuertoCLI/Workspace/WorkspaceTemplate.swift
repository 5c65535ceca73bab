import PuertoCore
import PuertoSite

/// The files of a new workspace.
enum WorkspaceTemplate {
    static func files(_ answers: InitAnswers) -> [(name: String, text: String)] {
        [("puerto.yaml", configuration(answers))] + runbooks(answers.languages)
            + [("content/tenants/.gitkeep", ""), ("public/.gitkeep", "")]
    }

    private static func configuration(_ answers: InitAnswers) -> String {
        let l = answers.language
        return """
            # The agency's Puerto. An unknown key is an error, so nothing here is ignored.

            agency:
              name: \(answers.name.yaml)
              # The portal's first language: es or en, or with the country whose formats it has, as in
              # es-MX, es-ES or en-GB.
              locale: \(answers.locales[0].rawValue)
              # Every language the portal is published in.
              languages: [\(answers.languages.map(\.rawValue).joined(separator: ", "))]
              # ISO 4217; prices below are in it.
              currency: \(answers.currency.code)
              # A name of the IANA database, as in America/Mexico_City.
              time_zone: \(answers.timeZone)
              # The contact for clients; each of these is optional.
              # contact: Ana Pérez
              # email: hola@example.com
              # phone: "+34 600 000 000"
              # The colour of the clients' onboarding pages.
              # color: "#0a7ea4"

            \(address(answers.domain))

            # The machines. The first one runs the base system in slot 0; its name stays.
            hosts:
              - {name: \(answers.host.text.yaml), address: localhost}

            # The client in slot N has these ports plus N on its host. They stay as they were made.
            ports:
              app: \(answers.ports.app)
              postgres: \(answers.ports.postgres)
              redis: \(answers.ports.redis)
              # Slots to keep free, besides those that meet a well-known port (see puerto ports).
              skip: []
              # skip:
              #   - {slot: 42, reason: the printer listens on 8042}

            # The stacks. Images are pinned: a tag that moves would upgrade clients unnoticed.
            engine:
              images:
                # The image is your choice. Windmill's Community Edition may not be sold or offered as
                # a managed service without an agreement with its makers, Windmill Labs.
                windmill: ghcr.io/windmill-labs/windmill:1.743.0
                postgres: postgres:16.9
                redis: redis:7.4.4
              expose: loopback          # or none: PostgreSQL and Redis inside the stack only
              subnets: 10.213.0.0/16    # 64 addresses for each slot
              firewall: auto            # or required, off: whether clients need puerto config firewall
              memory_reserve_mb: 1024   # stays free on this machine
              disk_reserve_gb: 5
              overcommit: 4             # limits of all stacks, as a multiple of the machine's memory
              patience_s: 300           # how long a stack may take to become healthy

            # The portal behind a web server with a login, where its pages offer actions; without it they
            # are read-only.
            # web:
            #   url: https://portal.example.com   # as browsers reach it; or http://puerto.localhost:8080
            #   hook: /hook                       # the path at which the web server runs puerto-cgi
            #   proxies: [127.0.0.1]              # proxies whose X-Forwarded-For is trusted
            #   reveal: passkey                   # or off: pages show no password and make no link
            #   require: password                 # or passkey: every action needs one

            # The price list: a month each. Write your own; every limit is optional. Processors, memory
            # and disk are what a stack gets; the number of users is agreed with the client.
            plans:
              - id: basic
                name: \(l("Básico", "Basic"))
                price: \(answers.currency.price(0))
                limits: {cpus: 1, memory_mb: 2048, disk_gb: 20, users: 5}
              - id: pro
                name: Pro
                price: \(answers.currency.price(1))
                limits: {cpus: 2, memory_mb: 4096, disk_gb: 60, users: 20}

            """
    }

    /// The line of the clients' address, and the other way to write it as a comment.
    private static func address(_ domain: String?) -> String {
        let url = "url: http://{slug}.localhost:{port}"
        let note =
            "# A client's address: each client has a host name of its own, since browsers keep\n"
            + "# cookies by name, for all ports of a machine.\n"
        guard let domain else {
            return note + url
                + "\n# … or, instead of it, a domain, for https://<slug>.example.com\n"
                + "# domain: example.com"
        }
        return note + "domain: \(domain)        # https://<slug>.\(domain)\n"
            + "# … or, instead of it, a template with {port}, {slug}, {host}\n# " + url
    }
}

extension Currency {
    /// A price to begin with, as `puerto.yaml` has it: of the first plan or of the second.
    fileprivate func price(_ plan: Int) -> String {
        let prices =
            switch code {
            case "MXN": ["890", "1790"]
            case "ARS": ["49000", "99000"]
            case "CLP": ["45000", "90000"]
            case "COP": ["199000", "399000"]
            case "PEN": ["179", "359"]
            default: ["49", "99"]
            }
        return digits == 0
            ? prices[plan] : prices[plan] + "." + String(repeating: "0", count: digits)
    }
}
