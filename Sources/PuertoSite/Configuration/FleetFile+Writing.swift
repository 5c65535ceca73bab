package import PuertoCore

extension FleetFile {
    /// The text of `fleet.yaml` for these records: the same records give the same bytes. With
    /// `isDeclaredOnly` it leaves out what the machine knows: place, state, first day, images.
    package static func text(of tenants: [Tenant], isDeclaredOnly: Bool = false) -> String {
        guard !tenants.isEmpty else { return "tenants: []\n" }
        var out = "tenants:\n"
        for tenant in tenants { write(tenant, isDeclaredOnly: isDeclaredOnly, to: &out) }
        return out
    }

    /// Leaves out values that equal the default; host, slot, locale and status are always written.
    private static func write(
        _ tenant: Tenant, isDeclaredOnly: Bool, to out: inout String
    ) {
        out += "  - slug: \(tenant.slug.text.yaml)\n"
        out += "    name: \(tenant.name.yaml)\n"
        out += "    kind: \(tenant.kind.rawValue)\n"
        if !isDeclaredOnly {
            out += "    host: \(tenant.host.text.yaml)\n"
            out += "    slot: \(tenant.slot.number)\n"
        }
        write(
            "contact", [("name", tenant.contact.name), ("email", tenant.contact.email)], to: &out)
        out += "    locale: \(tenant.locale.rawValue)\n"
        if let plan = tenant.plan { out += "    plan: \(plan.yaml)\n" }
        if !isDeclaredOnly {
            out += "    status: \(tenant.status.rawValue)\n"
            if let since = tenant.since { out += "    since: \(since)\n" }
        }
        write("containers", unusualContainers(tenant), to: &out)
        if !tenant.dashboards.isEmpty { out += "    dashboards:\n" }
        for dashboard in tenant.dashboards {
            out += "      - {title: \(dashboard.title.yaml), path: \(dashboard.path.yaml)}\n"
        }
        if !tenant.tags.isEmpty {
            out += "    tags: [\(tenant.tags.map(\.yaml).joined(separator: ", "))]\n"
        }
        var stack = tenant.stack
        if isDeclaredOnly { stack.images = [:] }
        write(stack, to: &out)
    }

    private static func write(_ stack: StackOptions, to out: inout String) {
        var fields: [String] = []
        if let profile = stack.profile { fields.append("profile: \(profile.rawValue)") }
        if !stack.hasRedis { fields.append("redis: \("off".yaml)") }
        if let exposure = stack.exposure { fields.append("expose: \(exposure.rawValue.yaml)") }
        let images = ServiceKind.pictured.compactMap { kind in
            stack.images[kind].map { "\(kind.rawValue): \($0.text.yaml)" }
        }
        if !images.isEmpty { fields.append("images: {\(images.joined(separator: ", "))}") }
        if !fields.isEmpty { out += "    stack: {\(fields.joined(separator: ", "))}\n" }
    }

    private static func write(_ key: String, _ fields: [(String, String?)], to out: inout String) {
        let given = fields.compactMap { name, value in value.map { "\(name): \($0.yaml)" } }
        if !given.isEmpty { out += "    \(key): {\(given.joined(separator: ", "))}\n" }
    }

    private static func unusualContainers(_ tenant: Tenant) -> [(String, String?)] {
        let (own, usual) = (tenant.containers, Containers(slug: tenant.slug))
        return [
            ("windmill", own.windmill == usual.windmill ? nil : own.windmill),
            ("postgres", own.postgres == usual.postgres ? nil : own.postgres),
            ("redis", own.redis == usual.redis ? nil : own.redis),
        ]
    }
}
