extension Tenant {
    /// Returns the differences from an older record as `name: old → new`, in a fixed order.
    package func changes(since old: Tenant) -> [String] {
        zip(old.fields, fields).compactMap { old, new in
            old.value == new.value ? nil : "\(new.name): \(old.value) → \(new.value)"
        }
    }

    /// The fields that the history records, with their names there.
    package var fields: [(name: String, value: String)] {
        [
            ("slug", slug.text), ("name", name), ("host", host.text),
            ("slot", String(slot.number)), ("contact name", contact.name.map(Tenant.shown) ?? "–"),
            ("contact e-mail", contact.email ?? "–"), ("locale", locale.rawValue),
            ("plan", plan ?? "–"), ("status", status.rawValue),
            ("since", since?.description ?? "–"),
            ("ports", "\(ports.app) \(ports.postgres) \(ports.redis)"),
            ("windmill container", containers.windmill),
            ("postgres container", containers.postgres), ("redis container", containers.redis),
            (
                "dashboards",
                dashboards.isEmpty
                    ? "–" : dashboards.map(Tenant.shown).joined(separator: ", ")
            ),
            ("tags", tags.isEmpty ? "–" : tags.joined(separator: ", ")),
            ("stack", stack.text.isEmpty ? "–" : stack.text),
        ]
    }

    /// Returns a name as the history keeps it: with a backslash where it would be read back as
    /// something else.
    private static func shown(_ name: String) -> String {
        name == "–" || name.hasPrefix("\\") ? "\\\(name)" : name
    }

    /// The same for a dashboard. One with a backslash is not read back.
    private static func shown(_ dashboard: Dashboard) -> String {
        let isDoubtful = dashboard.title.contains(", ") || dashboard.title.contains(" /")
        return "\(isDoubtful ? "\\" : "")\(dashboard.title) \(dashboard.path)"
    }
}
