import PuertoCore

extension TenantRecordView {
    init(_ tenant: Tenant, _ configuration: PuertoCore.Configuration) {
        let host = configuration.hosts.first { $0.name == tenant.host }
        self.init(tenant, url: configuration.url.url(of: tenant, host: host))
        // The limits of a stack that Puerto did not make are not its plan's.
        guard tenant.kind == .client, !tenant.isObserved else { return }
        limits = LimitsView(
            tenant.stack, plan: configuration.plans.first { $0.id == tenant.plan })
    }

    func print(_ output: OutputOptions) throws { try output.print(self, lines: lines) }

    private var diskLine: String {
        guard let disk else { return Spoken.say("sin medir", "not measured") }
        let state = disk.use.state(limit: disk.limit).map { ", \($0.word(Spoken.language))" } ?? ""
        // No file system is told a limit: the size is looked at, and then acted upon.
        let cap = Spoken.say("sin tope fijo", "not capped")
        return DiskText.share(disk.use.total, of: disk.limit, .enUS)
            + "\(state), \(cap), \(Spoken.say("medido a las", "measured at")) \(Timestamp.text(disk.use.at))"
    }

    private static var observed: String {
        Spoken.say(
            "Puerto no lo hizo y solo lo mira", "Puerto did not make it and only looks at it")
    }

    private var lines: [(String, String)] {
        let tenant = view.tenant
        let (contact, ports) = (tenant.contact, tenant.ports)
        let person = [contact.name, contact.email.map { "<\($0)>" }].compactMap { $0 }
        let stack = tenant.stack.text
        let observed = tenant.isObserved ? [("observed", TenantRecordView.observed)] : []
        return [
            ("slug", tenant.slug.text), ("name", tenant.name),
            ("kind", tenant.kind.word(Spoken.language)),
            ("host", tenant.host.text), ("slot", String(tenant.slot.number)), ("url", view.url),
            ("ports", "app \(ports.app), postgres \(ports.postgres), redis \(ports.redis)"),
            ("containers", tenant.containers.all.joined(separator: ", ")),
            ("contact", person.isEmpty ? "–" : person.joined(separator: " ")),
            ("locale", tenant.locale.rawValue), ("plan", tenant.plan ?? "–"),
            ("status", tenant.status.word(Spoken.language)),
            ("since", tenant.since?.description ?? "–"),
        ] + observed + tenant.dashboards.map { ("dashboard", "\($0.path) \($0.title)") }
            + [
                ("tags", tenant.tags.isEmpty ? "–" : tenant.tags.joined(separator: ", ")),
                ("stack", stack.isEmpty ? "–" : stack), ("page", onboardingPage),
            ] + (limits?.lines(Spoken.language) ?? [])
            + (tenant.kind == .client && !tenant.isObserved ? [("disk", diskLine)] : [])
    }
}
