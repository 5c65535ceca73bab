internal import GRDB
package import PuertoCore

extension Store {
    /// Takes an edit of a record back: the fields that line `seq` of the history names get the
    /// values that they had before. It is an edit itself, with the same checks.
    ///
    /// Throws `conflict` for any other line, for an edit of a job, when one of the fields has
    /// changed since, when the client was removed since, and for the machine's fields of a client
    /// with a stack.
    package func undoEdit(_ seq: Int, by actor: Actor) throws -> Settlement {
        try write { db in
            let line = try editLine(seq, db)
            let later = try LaterLines(after: line, db)
            let record = try FleetSnapshot(db, path).tenant(later.slug)
            var ledger = try Ledger(db, self, language: record.tenant.language, actor: actor)
            let fields = try Store.former(of: line, record.tenant, later.fields)
            let isMade = try ledger.idsWithStack().contains(record.id)
            let draft = try Store.draft(fields, over: record.tenant, isMade: isMade)
            let done = try ledger.settle(draft, old: record)
            try Store.check(done.tenant, has: fields)
            try auditLog(db, actor).done(
                "tenant.undo", done.tenant.slug.text, ["line: \(seq)"])
            return done
        }
    }

    private func editLine(_ seq: Int, _ db: Database) throws -> AuditEntry {
        guard let line = try AuditLog.entry(seq, db) else {
            throw PuertoError(
                .notFound, "the history has no line \(seq)",
                hint: "puerto audit list shows the numbers"
            ).spanish(
                "el historial no tiene la línea \(seq)",
                hint: "puerto audit list muestra los números")
        }
        guard line.action == "tenant.edit", line.outcome == .done else {
            let isNew = line.action == "tenant.add" && line.outcome == .done
            let isUndoing = line.action == "tenant.undo"
            throw PuertoError(
                .conflict, "line \(seq) is no edit of a record but \(line.action)",
                hint: isNew
                    ? "puerto tenant remove \(line.object) takes back a client that never ran"
                    : isUndoing
                        ? "puerto audit undo \(seq - 1) takes back the edit that it made"
                        : "puerto audit list shows the edits"
            ).spanish(
                "la línea \(seq) no es un cambio de datos sino \(line.action)",
                hint: isNew
                    ? "puerto tenant remove \(line.object) quita un cliente que nunca estuvo en marcha"
                    : isUndoing
                        ? "puerto audit undo \(seq - 1) deshace el cambio que hizo"
                        : "puerto audit list muestra los cambios")
        }
        guard line.side == .operating else {
            throw PuertoError(
                .conflict, "line \(seq) was not written by an operator's process",
                hint: "puerto audit verify tells more of it"
            ).spanish(
                "la línea \(seq) no la escribió un proceso del operador",
                hint: "puerto audit verify dice más de ella")
        }
        guard !line.actor.hasPrefix("job:") else {
            throw PuertoError(
                .conflict, "line \(seq) was written by a job: what ran stays recorded",
                hint: "puerto upgrade \(line.object) --image KIND=IMAGE runs another image"
            ).spanish(
                "la línea \(seq) la escribió un trabajo: lo que estuvo en marcha queda registrado",
                hint: "puerto upgrade \(line.object) --image SERVICIO=IMAGEN pone otra imagen")
        }
        return line
    }

    /// Returns the old values of the fields that a line names. Texts are compared by bytes.
    private static func former(
        of line: AuditEntry, _ tenant: Tenant, _ later: Set<String>
    ) throws -> [(String, String)] {
        try line.detail.split(separator: "\n").compactMap { text in
            guard let field = tenant.fields.first(where: { text.hasPrefix("\($0.name): ") }) else {
                return nil
            }
            let (bytes, end) = (text.utf8, " → \(field.value)".utf8)
            let value = bytes.dropFirst(field.name.utf8.count + 2)
            guard value.count >= end.count, value.suffix(end.count).elementsEqual(end),
                !later.contains(field.name)
            else {
                throw PuertoError(
                    .conflict,
                    "'\(tenant.slug)' has another \(field.name) since line \(line.seq): "
                        + PuertoError.quote(field.value),
                    hint: "undo the later edit first, or puerto tenant edit \(tenant.slug)"
                ).spanish(
                    "'\(tenant.slug)' tiene otro valor en \(field.name) desde la línea \(line.seq): "
                        + PuertoError.quote(field.value),
                    hint:
                        "deshaz antes el cambio posterior, o usa puerto tenant edit \(tenant.slug)")
            }
            let old = String(Substring(value.dropLast(end.count)))
            guard !old.contains(" → "), !field.value.contains(" → ") else {
                throw unreadable(field.name, in: line.seq, tenant.slug)
            }
            return (field.name, old)
        }
    }

    /// Returns the record with the old values. Throws `conflict` for a field of the machine's once
    /// there is, or was, a stack: the same fields that no file changes.
    private static func draft(
        _ fields: [(String, String)], over tenant: Tenant, isMade: Bool
    ) throws -> TenantDraft {
        var draft = TenantDraft(tenant)
        for (field, old) in fields {
            if isMade, TenantDeclaration.fieldsOfStack.contains(field) {
                throw held(field, tenant.slug)
            }
            try draft.put(old, in: field)
        }
        if isMade, draft.stack.images != tenant.stack.images { throw held("image", tenant.slug) }
        return draft
    }

    /// Throws `conflict` unless the record gives the texts that were read back.
    private static func check(_ tenant: Tenant, has fields: [(String, String)]) throws {
        for (field, old) in fields {
            guard tenant.fields.contains(where: { $0.name == field && $0.value == old }) else {
                throw PuertoError(
                    .conflict,
                    "the history's \(field) \(PuertoError.quote(old)) cannot be read back",
                    hint: "puerto tenant edit \(tenant.slug) changes it"
                ).spanish(
                    "no se puede recuperar \(field) \(PuertoError.quote(old)) del historial",
                    hint: "puerto tenant edit \(tenant.slug) lo cambia")
            }
        }
    }

    private static func held(_ field: String, _ slug: Slug) -> PuertoError {
        PuertoError(
            .conflict,
            "'\(slug)' has a stack, or a state of its own: its \(field) is not undone by an edit",
            hint:
                "puerto tenant edit \(slug) changes it; puerto stack status \(slug) shows what it "
                + "does now"
        ).spanish(
            "'\(slug)' tiene un sistema, o un estado propio: un cambio de datos no deshace \(field)",
            hint:
                "puerto tenant edit \(slug) lo cambia; puerto stack status \(slug) muestra qué hace ahora"
        )
    }

    private static func unreadable(_ field: String, in seq: Int, _ slug: Slug) -> PuertoError {
        PuertoError(
            .conflict,
            "line \(seq) does not tell where the old \(field) ends: one of the values has an arrow",
            hint: "puerto tenant edit \(slug) changes it"
        ).spanish(
            "la línea \(seq) no dice dónde acaba el valor anterior de \(field): uno de los valores tiene una flecha",
            hint: "puerto tenant edit \(slug) lo cambia")
    }
}
