internal import GRDB
package import PuertoCore

extension Store {
    /// Returns the facts of a tenant's credentials, without values. Throws `notFound` with the
    /// nearest slug.
    package func credentials(of slug: Slug) throws -> [CredentialFact] {
        try read { db in
            try CredentialRows(db: db).facts(FleetSnapshot(db, path).tenant(slug).id)
        }
    }

    /// Records a value that `seal` makes for its place. An onboarding page that hands out the
    /// application's password is sealed again in the same transaction. With `isAdopted` the value
    /// is the one that the server has taken, and a next value, which it has not, is deleted.
    package func setCredential(
        _ slug: Slug, _ field: CredentialField, isGenerated: Bool, isAdopted: Bool = false,
        by actor: Actor, seal: (SecretPlace) throws -> SealedCredential
    ) throws -> CredentialFact {
        try write { db in
            let record = try FleetSnapshot(db, path).tenant(slug)
            // A password that Puerto makes up opens no server that it did not make.
            if isGenerated { try record.tenant.checkMade() }
            let rows = CredentialRows(db: db)
            if isAdopted { try rows.removeNext(record.id, field.rawValue) }
            guard try rows.stored(record.id, field.rawValue, in: .next) == nil else {
                throw PuertoError(
                    .busy, "the credential '\(field.rawValue)' of '\(slug)' is being rotated",
                    hint: "puerto rotate \(slug) \(field.rawValue) ends that"
                ).spanish(
                    "la credencial '\(field.rawValue)' de '\(slug)' se está cambiando",
                    hint: "puerto rotate \(slug) \(field.rawValue) lo termina")
            }
            let place = try rows.nextPlace(record.id, field.rawValue)
            let old = try rows.facts(record.id).first { $0.field == field }
            let value = try seal(place)
            let now = options.now()
            try rows.put(value, place, at: now, isGenerated: isGenerated)
            try auditLog(db, actor).done(
                isAdopted ? "credential.adopt" : "credential.set", slug.text,
                [
                    "field: \(field.rawValue)",
                    "fingerprint: \(old?.fingerprint ?? "–") → \(value.fingerprint)",
                    "value: \(isGenerated ? "generated" : "given")",
                ])
            if field == .app { try reseal(record, db, actor) }
            return CredentialFact(
                field: field, fingerprint: value.fingerprint, setAt: now, version: place.version,
                isGenerated: isGenerated)
        }
    }

    /// Opens a value, adds a line to the history, and only then returns the value: when the history
    /// cannot be written, the value is not shown. `destination` is a word for the history.
    ///
    /// A value that does not open is recorded as well; then `open`'s error is thrown.
    package func revealCredential<Value>(
        _ slug: Slug, _ field: CredentialField, to destination: String, by actor: Actor,
        open: (StoredSecret) throws -> Value
    ) throws -> Value {
        let detail = ["field: \(field.rawValue)", "to: \(destination)"]
        let opened = try write { db -> Result<Value, any Error> in
            let record = try FleetSnapshot(db, path).tenant(slug)
            guard let stored = try CredentialRows(db: db).stored(record.id, field.rawValue) else {
                throw Store.noCredential(slug, field)
            }
            let opened = Result { try open(stored) }
            switch opened {
            case .success: try auditLog(db, actor).done("credential.show", slug.text, detail)
            case .failure:
                try auditLog(db, actor).write(
                    .failed, "secret.undecryptable", slug.text, detail)
            }
            return opened
        }
        return try opened.get()
    }

    /// Records in the history that a request was refused.
    package func recordRefusal(
        _ action: String, _ object: String, _ detail: [String], by actor: Actor
    ) throws {
        try write { db in
            try auditLog(db, actor).write(.refused, action, object, detail)
        }
    }

    static func noCredential(_ slug: Slug, _ field: CredentialField) -> PuertoError {
        PuertoError(
            .notFound, "no credential '\(field.rawValue)' of '\(slug)' is recorded",
            hint: "puerto credential set \(slug) \(field.rawValue) < FILE, or generate one"
        ).spanish(
            "no hay ninguna contraseña '\(field.rawValue)' registrada de '\(slug)'",
            hint: "puerto credential set \(slug) \(field.rawValue) < FILE, o genera una")
    }
}

extension Store {
    func auditLog(_ db: Database, _ actor: Actor) throws -> AuditLog {
        AuditLog(
            db: db, at: options.now(),
            author: AuditLog.Author(
                actor: actor, side: options.side, digest: try keeper().digestLine))
    }

    /// Returns the keeper. Throws `unsupported` when this store was opened for reading only.
    func keeper() throws -> Keeper {
        guard let keeper = options.keeper else {
            throw PuertoError(
                .unsupported, "the records are open for reading only",
                hint: "changes are sealed with the keys in keys/"
            ).spanish(
                "los registros están abiertos solo para leer",
                hint: "los cambios se sellan con las claves de keys/")
        }
        return keeper
    }

    /// Returns the maker of passwords. Throws `unsupported` where the master key is not available.
    func generator() throws -> @Sendable (CredentialField, SecretPlace) throws -> SealedCredential {
        guard let generate = try keeper().generate else {
            throw PuertoError(.unsupported, "the web tier makes no passwords")
        }
        return generate
    }
}
