internal import GRDB
package import PuertoCore

extension Store {
    /// Adds an operator. `record` is the password's hash as a PHC string. Throws `conflict` for a
    /// name that is taken.
    package func addOperator(_ name: Slug, _ role: Role, record: String, by actor: Actor) throws {
        try write { db in
            guard try OperatorRows(db: db).find(name) == nil else {
                throw PuertoError(
                    .conflict, "there is an operator '\(name)' already",
                    hint: "puerto operator passwd gives a new password"
                ).spanish(
                    "ya hay un operador '\(name)'",
                    hint: "puerto operator passwd le da otra contraseña")
            }
            let now = options.now()
            try db.execute(
                sql: """
                    INSERT INTO operator (name, role, password, added_at, changed_at)
                    VALUES (?, ?, ?, ?, ?)
                    """, arguments: [name.text, role.rawValue, record, now, now])
            try auditLog(db, actor).done("operator.add", name.text, ["role: \(role.rawValue)"])
        }
    }

    /// Returns all operators by name.
    package func operators() throws -> [Operator] {
        try read { db in try OperatorRows(db: db).all() }
    }

    /// Sets an operator's password, ends all their sessions and forgets their code.
    package func setPassword(_ name: Slug, record: String, by actor: Actor) throws {
        try write { db in
            let id = try OperatorRows(db: db).required(name).id
            try db.execute(
                sql: "UPDATE operator SET password = ?, changed_at = ? WHERE id = ?",
                arguments: [record, options.now(), id])
            try db.execute(sql: "DELETE FROM login_code WHERE operator = ?", arguments: [id])
            try db.execute(sql: "DELETE FROM session WHERE operator = ?", arguments: [id])
            try auditLog(db, actor).done(
                "operator.passwd", name.text, ["sessions ended: \(db.changesCount)"])
        }
    }

    /// Removes an operator and ends all their sessions.
    package func removeOperator(_ name: Slug, by actor: Actor) throws {
        try write { db in
            let id = try OperatorRows(db: db).required(name).id
            try db.execute(sql: "DELETE FROM session WHERE operator = ?", arguments: [id])
            try db.execute(sql: "DELETE FROM errand WHERE operator = ?", arguments: [id])
            try db.execute(sql: "DELETE FROM operator WHERE id = ?", arguments: [id])
            try auditLog(db, actor).done("operator.remove", name.text, [])
        }
    }
}

/// The rows of `operator`, in a transaction.
struct OperatorRows {
    let db: Database

    struct Entry {
        let id: Int
        let role: Role
        let password: String
    }

    func find(_ name: Slug) throws -> Entry? {
        let sql = "SELECT id, role, password FROM operator WHERE name = ?"
        return try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [name.text]).map {
            Entry(id: $0[0], role: try JobRows.word($0[1]), password: $0[2])
        }
    }

    /// Finds an operator. Throws `notFound` with the nearest name.
    func required(_ name: Slug) throws -> Entry {
        if let record = try find(name) { return record }
        let nearest = name.text.nearest(in: try all().map(\.name.text))
        throw PuertoError(
            .notFound, "there is no operator '\(name)'",
            hint: nearest.map { "did you mean '\($0)'?" } ?? "puerto operator list shows them"
        ).spanish(
            "no hay ningún operador '\(name)'",
            hint: nearest.map { "¿querías decir '\($0)'?" } ?? "puerto operator list los enumera")
    }

    func all() throws -> [Operator] {
        let sql = "SELECT name, role, added_at, changed_at FROM operator ORDER BY name"
        return try Row.fetchAll(db, sql: sql).map {
            Operator(
                name: try Slug($0[0]), role: try JobRows.word($0[1]), addedAt: $0[2],
                changedAt: $0[3])
        }
    }
}
