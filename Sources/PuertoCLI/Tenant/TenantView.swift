import PuertoCore

/// A record as listings show it; the names of its fields are those of `fleet.yaml`.
struct TenantView: Encodable {
    let slug: String
    let name: String
    let kind: String
    let host: String
    let slot: Int
    let url: String
    let ports: Ports
    let containers: Containers
    let contact: Contact
    let locale: String
    let plan: String?
    let status: String
    let since: String?
    let dashboards: [Dashboard]
    let tags: [String]
    /// What is not as the plan and `puerto.yaml` would have it.
    let stack: String?
    /// The onboarding page, inside `public/`.
    let welcome: String

    init(_ tenant: Tenant, _ configuration: PuertoCore.Configuration) {
        slug = tenant.slug.text
        name = tenant.name
        kind = tenant.kind.rawValue
        host = tenant.host.text
        slot = tenant.slot.number
        let machine = configuration.hosts.first { $0.name == tenant.host }
        url = configuration.url.url(of: tenant, host: machine)
        ports = tenant.ports
        containers = tenant.containers
        contact = tenant.contact
        locale = tenant.language.rawValue
        plan = tenant.plan
        status = tenant.status.rawValue
        since = tenant.since?.description
        dashboards = tenant.dashboards
        tags = tenant.tags
        stack = tenant.stack.text.isEmpty ? nil : tenant.stack.text
        welcome = PortalPath.onboarding(tenant.onboardingToken)
    }
}

extension TenantView {
    func print(_ output: OutputOptions) throws { try output.print(self, lines: lines) }

    private var lines: [(String, String)] {
        let person = [contact.name, contact.email.map { "<\($0)>" }].compactMap { $0 }
        return [
            ("slug", slug), ("name", name), ("kind", kind), ("host", host),
            ("slot", String(slot)), ("url", url),
            ("ports", "app \(ports.app), postgres \(ports.postgres), redis \(ports.redis)"),
            ("containers", containers.all.joined(separator: ", ")),
            ("contact", person.isEmpty ? "–" : person.joined(separator: " ")),
            ("locale", locale), ("plan", plan ?? "–"), ("status", status), ("since", since ?? "–"),
        ] + dashboards.map { ("dashboard", "\($0.path) \($0.title)") }
            + [
                ("tags", tags.isEmpty ? "–" : tags.joined(separator: ", ")),
                ("stack", stack ?? "–"), ("welcome", welcome),
            ]
    }
}
