internal import GRDB
package import PuertoCore

extension Store {
    /// Returns the clients that are to be provisioned: those that never ran, and those whose
    /// provisioning has not ended. `stopped` are drafts whose stack ran before: only an operator
    /// knows whether they are meant to run.
    package func toProvision() throws -> (wanted: [Slug], stopped: [Slug]) {
        // An interrupted one may have come as far as "ready".
        let interrupted = Set(try interrupted(.provision))
        return try read { db in
            let sql = "SELECT tenant FROM stack WHERE applied NOT NULL"
            let made = Set(try Int.fetchAll(db, sql: sql))
            var (wanted, stopped): ([Slug], [Slug]) = ([], [])
            for entry in try FleetSnapshot(db, path).tenants()
            where entry.tenant.kind == .client && !entry.tenant.isObserved {
                let slug = entry.tenant.slug
                switch entry.tenant.status {
                case .provisioning: wanted.append(slug)
                case .draft where made.contains(entry.id) && !interrupted.contains(slug):
                    stopped.append(slug)
                case .draft: wanted.append(slug)
                case .ready, .degraded:
                    if interrupted.contains(slug) { wanted.append(slug) }
                case .suspended, .archived: break
                }
            }
            return (wanted, stopped)
        }
    }
}
