extension TenantDraft {
    /// Makes a draft that asks for exactly the recorded values.
    package init(_ tenant: Tenant) {
        self.init(
            slug: tenant.slug, name: tenant.name, kind: tenant.kind, host: tenant.host,
            slot: tenant.slot, contact: tenant.contact, locale: tenant.locale,
            plan: tenant.plan, status: tenant.status, since: tenant.since,
            containers: ContainerNames(
                windmill: tenant.containers.windmill, postgres: tenant.containers.postgres,
                redis: tenant.containers.redis),
            dashboards: tenant.dashboards, tags: tenant.tags, stack: tenant.stack)
    }
}
