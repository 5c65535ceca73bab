internal import PuertoCore

extension Ledger {
    /// Returns the record that a draft asks for, with defaults for what it leaves out, and the
    /// reason when its slot is one to skip.
    func target(of draft: TenantDraft, old: Tenant?) throws -> (Tenant, SkipReason?) {
        try checkKind(draft, old: old)
        let host = draft.host ?? old?.host ?? firstHost
        guard hosts[host] != nil else {
            let nearest = host.text.nearest(in: hosts.keys.map(\.text).sorted())
            throw PuertoError(
                .notFound, "there is no host '\(host)'",
                hint: nearest.map { "did you mean '\($0)'?" } ?? "puerto.yaml lists the hosts"
            ).spanish(
                "no hay ninguna máquina '\(host)'",
                hint: nearest.map { "¿querías decir '\($0)'?" }
                    ?? "puerto.yaml enumera las máquinas")
        }
        let (slot, skipped) = try slot(for: draft, on: host, old: old)
        let isMoved = old?.host != host || old?.slot != slot
        let tenant = Tenant(
            slug: draft.slug, name: draft.name, kind: draft.kind, host: host, slot: slot,
            ports: isMoved ? ports.ports(of: slot) : old?.ports ?? ports.ports(of: slot),
            containers: draft.containers.containers(for: draft.slug, recorded: old?.containers),
            contact: draft.contact,
            locale: draft.locale ?? LanguageTag(language), plan: draft.plan,
            status: draft.status ?? old?.status ?? .draft, since: draft.since,
            dashboards: draft.dashboards, tags: draft.tags, stack: draft.stack,
            onboardingToken: old?.onboardingToken ?? onboardingToken().text,
            isObserved: old?.isObserved ?? false)
        if tenant.kind == .base { try checkBase(tenant, old: old) }
        return (tenant, isMoved ? skipped : nil)
    }

    private func slot(for draft: TenantDraft, on host: Slug, old: Tenant?) throws
        -> (Slot, SkipReason?)
    {
        if draft.kind == .base { return (draft.slot ?? .base, nil) }
        let wanted = draft.slot ?? (old?.host == host ? old?.slot : nil)
        guard let wanted else { return (try slots.lowestFree(on: host), nil) }
        if old?.host == host, old?.slot == wanted { return (wanted, nil) }
        return (wanted, try slots.check(wanted, on: host, for: old?.slug ?? draft.slug))
    }

    private func checkKind(_ draft: TenantDraft, old: Tenant?) throws {
        if let old, old.kind != draft.kind {
            throw PuertoError(
                .protected, "'\(old.slug)' is recorded as \(old.kind.rawValue)",
                hint: "a tenant's kind cannot change"
            ).spanish(
                "'\(old.slug)' consta como \(old.kind.rawValue)",
                hint: "el tipo de un registro no puede cambiar")
        }
        if draft.kind == .base, old == nil, let base {
            throw PuertoError(
                .protected, "the base system is recorded as '\(base.slug)', not '\(draft.slug)'",
                hint: "write 'slug: \(base.slug)'; the slug of the base system cannot change"
            ).spanish(
                "el sistema base consta como '\(base.slug)', no como '\(draft.slug)'",
                hint:
                    "escribe 'slug: \(base.slug)'; el nombre corto del sistema base no puede cambiar"
            )
        }
    }

    private func checkBase(_ tenant: Tenant, old: Tenant?) throws {
        guard tenant.host == firstHost, tenant.slot == .base else {
            throw PuertoError(
                .protected, "the base system cannot be in slot \(tenant.berth)",
                hint: "its place is slot 0 of the first host, '\(firstHost)'"
            ).spanish(
                "el sistema base no puede estar en la ranura \(tenant.berth)",
                hint: "su lugar es la ranura 0 de la primera máquina, '\(firstHost)'")
        }
        guard old == nil || old?.slug == tenant.slug else {
            throw PuertoError(.protected, "the base system's slug cannot change").spanish(
                "el nombre corto del sistema base no puede cambiar")
        }
        guard tenant.status != .suspended, tenant.status != .archived else {
            throw PuertoError(
                .protected, "the base system cannot be \(tenant.status.rawValue)",
                hint: "one of draft, provisioning, ready, degraded"
            ).spanish(
                "el sistema base no puede estar en «\(tenant.status.word(.es))»",
                hint: "uno de draft, provisioning, ready, degraded")
        }
    }
}
