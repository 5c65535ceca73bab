internal import GRDB
package import PuertoCore

extension Store {
    /// Takes an edit of a record back: the fields that line `seq` of the history names get the
    /// values that they had before. It is an edit itself, with the same checks.
    ///
    /// Throws `conflict` for any other line, for an edit of a job, and when one of the fields has
    /// changed since.
    package func undoEdit(_ seq: Int, by actor: Actor) throws -> Settlement {
        try write { db in
            let line = try editLine(seq, db)
            let record = try FleetSnapshot(db, path).tenant(present(line.object, db))
            var draft = TenantDraft(record.tenant)
            for (field, old) in try Store.former(of: line, record.tenant) {
                if field == "status" { try checkUnmade(record, db) }
                try draft.put(old, in: field)
            }
            var ledger = try Ledger(db, self, language: record.tenant.language, actor: actor)
            let done = try ledger.settle(draft, old: record)
            try auditLog(db, actor).done(
                "tenant.undo", done.tenant.slug.text, ["line: \(seq)"])
            return done
        }
    }

    private func editLine(_ seq: Int, _ db: Database) throws -> AuditEntry {
        guard let line = try AuditLog.entry(seq, db) else {
            throw PuertoError(
                .notFound, "the history has no line \(seq)",
                hint: "puerto audit list shows the numbers")
        }
        guard line.action == "tenant.edit", line.outcome == .done else {
            let isNew = line.action == "tenant.add" && line.outcome == .done
            throw PuertoError(
                .conflict, "line \(seq) is no edit of a record but \(line.action)",
                hint: isNew
                    ? "puerto tenant remove \(line.object) takes back a client that never ran"
                    : "puerto audit list shows the edits")
        }
        guard line.side == .operating else {
            throw PuertoError(
                .conflict, "line \(seq) was not written by an operator's process",
                hint: "puerto audit verify tells more of it")
        }
        guard !line.actor.hasPrefix("job:") else {
            throw PuertoError(
                .conflict, "line \(seq) was written by a job: what ran stays recorded",
                hint: "puerto upgrade \(line.object) --image KIND=IMAGE runs another image")
        }
        return line
    }

    /// Returns the present slug of the tenant that had this one.
    private func present(_ object: String, _ db: Database) throws -> Slug {
        let sql = """
            SELECT slug FROM tenant WHERE slug = ?1
            UNION ALL SELECT tenant.slug FROM former_slug JOIN tenant ON tenant.id = tenant
                WHERE former_slug.slug = ?1
            """
        let found = try String.fetchAll(db, sql: sql, arguments: [object])
        return try Slug(found.first ?? object)
    }

    /// Returns the old values of the fields that a line names. Texts are compared by bytes.
    private static func former(of line: AuditEntry, _ tenant: Tenant) throws -> [(String, String)] {
        try line.detail.split(separator: "\n").compactMap { text in
            guard let field = tenant.fields.first(where: { text.hasPrefix("\($0.name): ") }) else {
                return nil
            }
            let (bytes, end) = (text.utf8, " → \(field.value)".utf8)
            let value = bytes.dropFirst(field.name.utf8.count + 2)
            guard value.count >= end.count, value.suffix(end.count).elementsEqual(end) else {
                throw PuertoError(
                    .conflict,
                    "'\(tenant.slug)' has another \(field.name) since line \(line.seq): "
                        + PuertoError.quote(field.value),
                    hint: "undo the later edit first, or puerto tenant edit \(tenant.slug)")
            }
            return (field.name, String(Substring(value.dropLast(end.count))))
        }
    }

    /// Throws `conflict` for a client with a stack: its state is what its jobs have made.
    private func checkUnmade(_ record: FleetSnapshot.Entry, _ db: Database) throws {
        let sql = "SELECT applied FROM stack WHERE tenant = ?"
        guard try String.fetchOne(db, sql: sql, arguments: [record.id]) != nil else { return }
        throw PuertoError(
            .conflict, "'\(record.tenant.slug)' has a stack: its state is not undone by an edit",
            hint: "puerto stack status \(record.tenant.slug) shows what it does now")
    }
}
