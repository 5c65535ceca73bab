internal import GRDB
package import PuertoCore

extension Store {
    /// Reads the stacks of all tenants in one transaction, with one look at the records. A tenant
    /// whose rows cannot be read has its error, and does not hold up the others.
    package func stacks() throws -> [Slug: Result<StackFacts, PuertoError>] {
        try read { db in
            let records = try FleetSnapshot(db, path)
            var found: [Slug: Result<StackFacts, PuertoError>] = [:]
            for index in records.ids.indices {
                let slug = records.all.slug(index)
                do { found[slug] = .success(try facts(records, slug, db)) } catch let error
                    as PuertoError
                { found[slug] = .failure(error) }
            }
            return found
        }
    }
}
