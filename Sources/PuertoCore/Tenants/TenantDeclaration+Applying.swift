/// A field of the machine's that a file would have changed: the record keeps its value.
package struct KeptField: Hashable, Sendable {
    package let name: String
    package let recorded: String
    package let declared: String

    package init(name: String, recorded: String, declared: String) {
        (self.name, self.recorded, self.declared) = (name, recorded, declared)
    }
}

extension TenantDeclaration {
    /// The fields of a record that belong to the machine, and that no file changes.
    package enum Held: Sendable {
        /// None: nothing but the file knows anything of this tenant yet.
        case nothing
        /// Status and first day.
        case state
        /// Host, slot, container names and images too: there is, or was, a stack.
        case stack
    }

    /// The names that the history gives the fields of `Held.stack`; images are part of its `stack`.
    package static let fieldsOfStack: Set<String> = [
        "status", "since", "host", "slot", "ports", "windmill container", "postgres container",
        "redis container",
    ]

    /// Returns the draft of a new record.
    package func draft() -> TenantDraft {
        TenantDraft(
            slug: slug, name: name, kind: kind, host: host, slot: slot,
            contact: Contact(name: contactName.over(nil), email: contactEmail.over(nil)),
            locale: locale, plan: plan.over(nil), status: status, since: since,
            containers: containers, dashboards: dashboards ?? [], tags: tags ?? [],
            stack: stack.over(StackOptions(), withImages: true), file: file, line: line)
    }

    /// Returns the draft for a record that exists, and what the machine keeps of it.
    package func draft(over record: Tenant, holding held: Held) -> (TenantDraft, [KeptField]) {
        var draft = TenantDraft(record)
        (draft.slug, draft.name, draft.kind) = (slug, name, kind)
        (draft.file, draft.line) = (file, line)
        draft.contact.name = contactName.over(record.contact.name)
        draft.contact.email = contactEmail.over(record.contact.email)
        draft.locale = locale ?? record.locale
        draft.plan = plan.over(record.plan)
        draft.dashboards = dashboards ?? record.dashboards
        draft.tags = tags ?? record.tags
        draft.stack = stack.over(record.stack, withImages: held != .stack)
        switch held {
        case .nothing:
            draft.status = status ?? record.status
            draft.since = since ?? record.since
            place(&draft, of: record)
            return (draft, [])
        case .state:
            place(&draft, of: record)
            return (draft, keptState(of: record))
        case .stack: return (draft, keptState(of: record) + keptStack(of: record))
        }
    }

    /// Fills in host, slot and container names. Another host without a slot gives the lowest free
    /// one there.
    private func place(_ draft: inout TenantDraft, of record: Tenant) {
        draft.host = host ?? record.host
        draft.slot = slot ?? (draft.host == record.host ? record.slot : nil)
        let names = containers.containers(for: record.slug, recorded: record.containers)
        draft.containers = TenantDraft.ContainerNames(
            windmill: names.windmill, postgres: names.postgres, redis: names.redis)
    }

    private func keptState(of record: Tenant) -> [KeptField] {
        [
            KeptField("status", record.status.rawValue, status?.rawValue),
            KeptField("since", record.since?.description, since?.description),
        ].compactMap { $0 }
    }

    private func keptStack(of record: Tenant) -> [KeptField] {
        let own = record.containers
        return [
            KeptField("host", record.host.text, host?.text),
            KeptField("slot", String(record.slot.number), slot.map { String($0.number) }),
            KeptField("windmill container", own.windmill, containers.windmill),
            KeptField("postgres container", own.postgres, containers.postgres),
            KeptField("redis container", own.redis, containers.redis),
        ].compactMap { $0 }
            + ServiceKind.pictured.compactMap { kind in
                let recorded = record.stack.images[kind]
                guard let image = stack.images[kind], image.over(recorded) != recorded else {
                    return nil
                }
                return KeptField(
                    "\(kind.rawValue) image", recorded?.text, image.over(nil)?.text ?? "–")
            }
    }
}

extension KeptField {
    /// Returns `nil` where the file says nothing else than the record.
    fileprivate init?(_ name: String, _ recorded: String?, _ declared: String?) {
        guard let declared, declared != recorded else { return nil }
        self.init(name: name, recorded: recorded ?? "–", declared: declared)
    }
}
