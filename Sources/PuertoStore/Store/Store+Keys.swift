internal import GRDB
package import PuertoCore

/// A key of this database as the database knows it: by its verifier.
package struct KeyMark: Hashable, Sendable {
    /// `master`, `web` or `signing`.
    package let purpose: String
    package let name: String
    /// 32 bytes.
    package let verifier: [UInt8]
    package let isRetired: Bool

    package init(purpose: String, name: String, verifier: [UInt8], isRetired: Bool = false) {
        self.purpose = purpose
        self.name = name
        self.verifier = verifier
        self.isRetired = isRetired
    }
}

extension Store {
    /// Returns the keys of this database, including retired ones. A database from before keys has
    /// none.
    package func keyMarks() throws -> [KeyMark] { try read(Store.keyMarks) }

    /// Records the first keys of a database, and chains the lines of the history from before them.
    /// Does nothing when keys are recorded already.
    package func adopt(_ marks: [KeyMark], by actor: Actor) throws {
        try write { db in
            guard try Store.keyMarks(db).isEmpty else { return }
            for mark in marks { try Store.add(mark, options.now(), db) }
            _ = try chainOldLines(db)
            try auditLog(db, actor).done(
                "key.adopt", "", marks.map { "\($0.purpose): \($0.name)" })
        }
    }

    /// Wraps every secret under a new master key, in one transaction.
    ///
    /// `makeKey` runs with the database locked, so that two rotations run one after the other. It
    /// gets the marks of the keys, and returns the new key's mark and a function that rewraps a
    /// secret. Returns the new key's name and the number of secrets.
    package func rotateMasterKey(
        by actor: Actor,
        makeKey: ([KeyMark]) throws -> (
            mark: KeyMark, rewrap: (StoredSecret) throws -> SealedSecret
        )
    ) throws -> (name: String, secrets: Int) {
        try write { db in
            let (mark, rewrap) = try makeKey(Store.keyMarks(db))
            try Store.add(mark, options.now(), db)
            let rows = CredentialRows(db: db)
            var all: [StoredSecret] = []
            try rows.each { all.append($0) }
            for secret in all {
                try rows.rewrap(secret, as: try Store.naming(secret, db) { try rewrap(secret) })
            }
            try auditLog(db, actor).done(
                "key.rotate", mark.name, ["secrets: \(all.count)"])
            return (mark.name, all.count)
        }
    }

    /// Retires a master key; doing so again changes nothing. Throws `conflict` while a secret is
    /// sealed under the key or it is the only one, and `notFound` for an unknown key.
    package func retireMasterKey(_ name: String, by actor: Actor) throws {
        try write { db in
            let marks = try Store.keyMarks(db).filter { $0.purpose == "master" }
            guard let mark = marks.first(where: { $0.name == name }) else {
                let names = marks.filter { !$0.isRetired }.map { "'\($0.name)'" }
                throw PuertoError(
                    .notFound, "there is no master key \(PuertoError.quote(name))",
                    hint: "there are \(names.joined(separator: ", "))"
                ).spanish(
                    "no hay ninguna clave maestra \(PuertoError.quote(name))",
                    hint: "están \(names.joined(separator: ", "))")
            }
            guard !mark.isRetired else { return }
            let count = try CredentialRows(db: db).count(under: name)
            guard count == 0 else {
                throw PuertoError(
                    .conflict, "\(count) secrets are sealed under '\(name)'",
                    hint: "puerto key rotate seals them under a new key first"
                ).spanish(
                    "\(count) secretos están sellados con '\(name)'",
                    hint: "puerto key rotate los sella antes con una nueva")
            }
            guard marks.count(where: { !$0.isRetired }) > 1 else {
                throw PuertoError(
                    .conflict, "'\(name)' is the only master key",
                    hint: "puerto key rotate makes another one first"
                ).spanish(
                    "'\(name)' es la única clave maestra", hint: "puerto key rotate hace antes otra"
                )
            }
            try db.execute(
                sql: "UPDATE vault_key SET retired_at = ? WHERE purpose = 'master' AND name = ?",
                arguments: [options.now(), name])
            try auditLog(db, actor).done("key.retire", name, [])
        }
    }

    /// Calls `open` with every secret, in one reading transaction, and returns their number. Throws
    /// all errors of `open`, each with its secret's field and client.
    package func eachSecret(_ open: (StoredSecret) throws -> Void) throws -> Int {
        try read { db in
            var count = 0
            var errors = ErrorCollector()
            try CredentialRows(db: db).each { secret in
                count += 1
                _ = try errors.attempt { try Store.naming(secret, db) { try open(secret) } }
            }
            try errors.finish()
            return count
        }
    }
}

extension Store {
    static func keyMarks(_ db: Database) throws -> [KeyMark] {
        let sql = "SELECT purpose, name, verifier, retired_at FROM vault_key ORDER BY purpose, name"
        return try Row.fetchAll(db, sql: sql).map { row in
            KeyMark(
                purpose: row[0], name: row[1], verifier: try row.bytes("verifier"),
                isRetired: (row[3] as Int?) != nil)
        }
    }

    /// Runs a step, and adds the secret's field and client to its error.
    private static func naming<Value>(
        _ secret: StoredSecret, _ db: Database, _ step: () throws -> Value
    ) throws -> Value {
        do {
            return try step()
        } catch let error as PuertoError {
            let slug = try String.fetchOne(
                db, sql: "SELECT slug FROM tenant WHERE id = ?",
                arguments: [Int(secret.place.tenant)])
            let owner = slug.map { "'\($0)'" } ?? "an unknown client"
            throw error.at("credential '\(secret.place.field)' of \(owner)")
        }
    }

    static func add(_ mark: KeyMark, _ now: Int, _ db: Database) throws {
        try db.execute(
            sql: "INSERT INTO vault_key (purpose, name, verifier, added_at) VALUES (?, ?, ?, ?)",
            arguments: [mark.purpose, mark.name, mark.verifier.blob, now])
    }
}

extension Store {
    /// Runs a step while no other process can write the records. The step leaves them unchanged.
    package func withLock(_ step: () throws -> Void) throws { try write { _ in try step() } }
}
