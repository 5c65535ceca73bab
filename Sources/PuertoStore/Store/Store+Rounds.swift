internal import GRDB
package import PuertoCore

extension Store {
    /// Takes the number of a look that begins now. What is recorded with a higher one is newer.
    package func beginSight() throws -> Int { try write { try SightRows(db: $0).next() } }

    /// Records a round of the worker's as its host's last one. Throws `notFound` for a host that is
    /// not recorded.
    package func recordHeartbeat(
        on host: Slug, holder: String, interval: Int, stacks: Int, milliseconds: Int
    ) throws -> Heartbeat {
        try write { db in
            let id = try Int.fetchOne(
                db, sql: "SELECT id FROM host WHERE name = ?", arguments: [host.text])
            guard let id else {
                throw PuertoError(
                    .notFound, "there is no host '\(host)'",
                    hint: "it is the first one under hosts in puerto.yaml: puerto build records it"
                ).spanish(
                    "no hay ninguna máquina '\(host)'",
                    hint: "es la primera de hosts en puerto.yaml: puerto build la registra")
            }
            try db.execute(
                sql: """
                    INSERT INTO heartbeat (host, holder, number, at, interval, stacks, milliseconds)
                    VALUES (?, ?, 1, ?, ?, ?, ?)
                    ON CONFLICT (host) DO UPDATE SET holder = excluded.holder, number = number + 1,
                        at = excluded.at, interval = excluded.interval, stacks = excluded.stacks,
                        milliseconds = excluded.milliseconds
                    """,
                arguments: [id, holder, options.now(), interval, stacks, max(0, milliseconds)])
            guard let beat = try Store.heartbeat(of: host, db) else {
                throw Store.damaged(path, "the heartbeat was not recorded")
            }
            return beat
        }
    }

    /// The last round on a host; `nil` when no worker has made one.
    package func heartbeat(of host: Slug) throws -> Heartbeat? {
        try read { try Store.heartbeat(of: host, $0) }
    }

    private static func heartbeat(of host: Slug, _ db: Database) throws -> Heartbeat? {
        let sql = """
            SELECT holder, number, at, interval, stacks, milliseconds FROM heartbeat
            JOIN host ON host.id = heartbeat.host WHERE host.name = ?
            """
        return try Row.fetchOne(db, sql: sql, arguments: [host.text]).map {
            Heartbeat(
                holder: PuertoError.visible($0[0] as String), number: $0[1], at: $0[2],
                interval: $0[3], stacks: $0[4], milliseconds: $0[5])
        }
    }

    /// Adds what a round measured to the rows of its round, hour and day.
    package func recordMeasures(_ measured: [Slug: (result: ProbeResult, usage: Usage)]) throws {
        guard !measured.isEmpty else { return }
        try write { db in
            let ids = try Store.ids(db)
            for (slug, one) in measured.sorted(by: { $0.key < $1.key }) {
                guard let id = ids[slug] else { continue }
                try MeasureRows(db: db).add(one.result, one.usage, of: id)
            }
        }
    }

    /// Reads the measurements of a tenant that rounds made, the newest first.
    package func measurements(of slug: Slug, by grain: Measurement.Grain) throws -> [Measurement] {
        try read { db in
            guard let id = try Store.ids(db)[slug] else { return [] }
            return try MeasureRows(db: db).all(of: id, grain)
        }
    }

    private static func ids(_ db: Database) throws -> [Slug: Int] {
        let rows = try Row.fetchAll(db, sql: "SELECT slug, id FROM tenant")
        return Dictionary(try rows.map { (try Slug($0[0]), $0[1]) }) { first, _ in first }
    }

    /// The last probe of each tenant whose state is not newer than it.
    package func presentProbes() throws -> [Slug: ProbeResult] {
        try read { db in
            let known = try OperationsRows(db)
            let found = try Store.ids(db).compactMap { slug, id in
                known.of(id)?.presentProbe.map { (slug, $0) }
            }
            return Dictionary(found) { first, _ in first }
        }
    }
}
