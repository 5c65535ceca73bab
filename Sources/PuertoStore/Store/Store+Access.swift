package import PuertoCore

extension Store {
    /// Records that an operator looks into a tenant's container, before it is opened. The history
    /// says which one and by what verb, never what is typed or shown there. Throws `notFound` with
    /// the nearest slug.
    package func recordAccess(
        _ verb: String, _ slug: Slug, to service: String, by actor: Actor
    ) throws {
        try write { db in
            _ = try FleetSnapshot(db, path).tenant(slug)
            try auditLog(db, actor).done(
                "container.\(verb)", slug.text, ["service: \(service)"])
        }
    }
}
