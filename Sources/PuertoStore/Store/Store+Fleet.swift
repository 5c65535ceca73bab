internal import GRDB
package import PuertoCore

extension Store {
    /// Everything the records say, with the newest `auditLimit` lines of the history.
    package func fleet(auditLimit: Int = 0) throws -> Fleet {
        try read { db in
            try FleetReader.read(db, path, changes: false, historyLimit: auditLimit).all.fleet
        }
    }

    /// The same as one block of bytes, with each tenant's newest changes.
    ///
    /// What `previous` holds is neither checked nor read again as far as that can be told from the
    /// tables; the answer is the same with it as without.
    package func records(
        previous: FleetRecords? = nil, historyLimit: Int = FleetRecords.historyLimit
    ) throws -> FleetRecords {
        try read { db in
            try FleetReader.read(
                db, path, previous: previous, changes: true, historyLimit: historyLimit
            ).all
        }
    }

    /// Differs from an earlier answer when another connection has changed the file since
    /// (SQLite's `data_version`).
    package func dataVersion() throws -> Int {
        try Store.explaining(path) {
            try queue.writeWithoutTransaction { db in
                try Int.fetchOne(db, sql: "PRAGMA data_version") ?? 0
            }
        }
    }

    /// Throws `notFound` with the nearest slug.
    package func tenant(_ slug: Slug) throws -> Tenant {
        try read { db in try FleetSnapshot(db, path).tenant(slug).tenant }
    }
}
