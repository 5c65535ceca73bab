import PuertoCore

extension TenantRecordView {
    init(_ tenant: Tenant, _ configuration: PuertoCore.Configuration) {
        let host = configuration.hosts.first { $0.name == tenant.host }
        self.init(tenant, url: configuration.url.url(of: tenant, host: host))
    }

    func print(_ output: OutputOptions) throws { try output.print(self, lines: lines) }

    private var diskLine: String {
        guard let disk else { return "not measured" }
        let state = disk.use.state(limit: disk.limit).map { ", \($0.word(.en))" } ?? ""
        return DiskText.share(disk.use.total, of: disk.limit, .enUS)
            + "\(state), measured at \(Timestamp.text(disk.use.at))"
    }

    private var lines: [(String, String)] {
        let tenant = view.tenant
        let (contact, ports) = (tenant.contact, tenant.ports)
        let person = [contact.name, contact.email.map { "<\($0)>" }].compactMap { $0 }
        let stack = tenant.stack.text
        return [
            ("slug", tenant.slug.text), ("name", tenant.name), ("kind", tenant.kind.rawValue),
            ("host", tenant.host.text), ("slot", String(tenant.slot.number)), ("url", view.url),
            ("ports", "app \(ports.app), postgres \(ports.postgres), redis \(ports.redis)"),
            ("containers", tenant.containers.all.joined(separator: ", ")),
            ("contact", person.isEmpty ? "–" : person.joined(separator: " ")),
            ("locale", tenant.locale.rawValue), ("plan", tenant.plan ?? "–"),
            ("status", tenant.status.rawValue), ("since", tenant.since?.description ?? "–"),
        ] + tenant.dashboards.map { ("dashboard", "\($0.path) \($0.title)") }
            + [
                ("tags", tenant.tags.isEmpty ? "–" : tenant.tags.joined(separator: ", ")),
                ("stack", stack.isEmpty ? "–" : stack), ("page", onboardingPage),
            ] + (tenant.kind == .client ? [("disk", diskLine)] : [])
    }
}
