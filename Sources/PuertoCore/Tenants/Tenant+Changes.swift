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
            ("slot", String(slot.number)), ("contact name", contact.name ?? "–"),
            ("contact e-mail", contact.email ?? "–"), ("locale", locale.rawValue),
            ("plan", plan ?? "–"), ("status", status.rawValue),
            ("since", since?.description ?? "–"),
            ("ports", "\(ports.app) \(ports.postgres) \(ports.redis)"),
            ("windmill container", containers.windmill),
            ("postgres container", containers.postgres), ("redis container", containers.redis),
            (
                "dashboards",
                dashboards.isEmpty
                    ? "–" : dashboards.map { "\($0.title) \($0.path)" }.joined(separator: ", ")
            ),
            ("tags", tags.isEmpty ? "–" : tags.joined(separator: ", ")),
            ("stack", stack.text.isEmpty ? "–" : stack.text),
        ]
    }
}
