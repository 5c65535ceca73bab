/// A stack that Puerto did not make, as `puerto adopt` would record it.
package struct Adoption: Hashable, Sendable {
    package var slug: Slug
    package var name: String
    package let kind: Tenant.Kind
    package let host: Slug
    package let slot: Slot
    /// One of each service that was found; at least Windmill and PostgreSQL.
    package let containers: [AdoptedContainer]
    /// True when PostgreSQL or Redis has a port of the port rule on this machine.
    package let isExposed: Bool
    /// True when the stack has its record already, which is marked.
    package let isRecorded: Bool

    package init(
        slug: Slug, name: String, kind: Tenant.Kind, host: Slug, slot: Slot,
        containers: [AdoptedContainer], isExposed: Bool, isRecorded: Bool
    ) {
        self.slug = slug
        self.name = name
        self.kind = kind
        self.host = host
        self.slot = slot
        self.containers = containers
        self.isExposed = isExposed
        self.isRecorded = isRecorded
    }

    package subscript(kind: ServiceKind) -> AdoptedContainer? {
        containers.first { $0.kind == kind }
    }
}

extension Adoption {
    /// Fills in what was found; the rest of a record stays.
    package func fill(_ draft: inout TenantDraft) {
        draft.containers.windmill = self[.windmill]?.name
        draft.containers.postgres = self[.postgres]?.name
        if let redis = self[.redis] { draft.containers.redis = redis.name }
        draft.status = .ready
        guard kind == .client else { return }
        draft.stack.hasRedis = self[.redis] != nil
        draft.stack.exposure = isExposed ? draft.stack.exposure : StackOptions.Exposure.none
    }

    /// The draft of its new record.
    package var draft: TenantDraft {
        var draft = TenantDraft(slug: slug, name: name, kind: kind, host: host, slot: slot)
        fill(&draft)
        return draft
    }
}
