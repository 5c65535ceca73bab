internal import GRDB
package import PuertoCore

extension Store {
    /// Reads all records, with the newest `auditLimit` lines of the history.
    package func fleet(auditLimit: Int = 0) throws -> Fleet {
        try read { db in
            try FleetReader.read(
                db, path, changes: false, historyLimit: auditLimit, now: clock()
            ).all.fleet
        }
    }

    /// Reads all records as one block of bytes, with each tenant's newest changes.
    ///
    /// Records in `previous` that the tables show to be unchanged are not checked or read again.
    /// The result is the same as without `previous`.
    package func records(
        previous: FleetRecords? = nil, historyLimit: Int = FleetRecords.historyLimit
    ) throws -> FleetRecords {
        try read { db in
            try FleetReader.read(
                db, path, previous: previous, changes: true, historyLimit: historyLimit,
                now: clock()
            ).all
        }
    }

    /// SQLite's `data_version`, which differs from an earlier one when another connection has
    /// changed the file since.
    package func dataVersion() throws -> Int {
        try Store.explaining(path) {
            try queue.writeWithoutTransaction { db in
                try Int.fetchOne(db, sql: "PRAGMA data_version") ?? 0
            }
        }
    }

    /// Returns the name of the first host, which is this machine.
    package func firstHost() throws -> Slug? {
        try read { db in try FleetSnapshot.hosts(db).first?.host.name }
    }

    /// Reads a tenant. Throws `notFound` with the nearest slug.
    package func tenant(_ slug: Slug) throws -> Tenant {
        try read { db in try FleetSnapshot(db, path).tenant(slug).tenant }
    }
}

extension Store {
    /// Returns the slugs that an edit has had for its object.
    package func editedTenants() throws -> Set<Slug> {
        try read { db in
            let sql = """
                SELECT DISTINCT object FROM audit
                WHERE action IN ('tenant.edit', 'tenant.state') AND outcome = 'done'
                """
            return Set(try String.fetchAll(db, sql: sql).compactMap { try? Slug($0) })
        }
    }
}
