internal import PuertoCore
internal import PuertoStore

extension JobWorld {
    /// The same world with the stacks of all tenants read once, so that work on each of them does
    /// not read all records again.
    func knowingAllStacks() throws -> JobWorld {
        guard known == nil else { return self }
        var world = self
        world.known = try store.stacks()
        return world
    }

    /// Throws `notFound` for a tenant that is not recorded, with the nearest slug.
    func facts(_ slug: Slug) throws -> StackFacts {
        guard let found = known?[slug] else { return try store.stack(of: slug) }
        return try found.get()
    }

    func tenant(_ slug: Slug) throws -> Tenant {
        guard let found = known?[slug] else { return try store.tenant(slug) }
        return try found.get().tenant
    }
}
