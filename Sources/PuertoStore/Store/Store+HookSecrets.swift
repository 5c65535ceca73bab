internal import GRDB
package import PuertoCore

/// A hook secret as the database holds it, sealed.
package struct SealedHookSecret: Sendable {
    /// The row's id, by which seen requests are kept.
    let row: Int
    /// The row of its client, which it is sealed for; `nil` for any client.
    package let tenant: Int?
    package let secret: HookSecret
    /// 12 bytes.
    package let nonce: [UInt8]
    package let ciphertext: [UInt8]
}

extension Store {
    /// Records a hook secret. `seal` takes the row of its client and returns a nonce of 12 bytes
    /// and the ciphertext. Throws what the offer's `check` throws.
    package func addHookSecret(
        _ name: Slug, _ offer: HookSecretOffer, by actor: Actor,
        seal: (Int?) throws -> (nonce: [UInt8], ciphertext: [UInt8])
    ) throws {
        try write { db in
            let now = options.now()
            try offer.check(at: now)
            let id = try offer.tenant.map { try FleetSnapshot(db, path).tenant($0) }
            guard id?.tenant.kind != .base else {
                throw PuertoError(
                    .protected, "the base system takes no requests of programs",
                    hint: "name a client"
                ).spanish(
                    "el sistema base no acepta peticiones de programas", hint: "nombra un cliente")
            }
            guard try Store.hookSecrets(db).allSatisfy({ $0.secret.name != name }) else {
                throw PuertoError(
                    .conflict, "there is a hook secret '\(name)' already",
                    hint: "names are not used twice: choose another name"
                ).spanish(
                    "ya hay un secreto de llamadas '\(name)'",
                    hint: "un nombre no se usa dos veces: elige otro")
            }
            let sealed = try seal(id?.id)
            try db.execute(
                sql: """
                    INSERT INTO hook_secret (name, tenant, nonce, ciphertext, added_at, ends_at)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    name.text, id?.id, sealed.nonce.blob, sealed.ciphertext.blob, now,
                    offer.endsAt,
                ])
            let row = db.lastInsertedRowID
            for action in offer.actions {
                try db.execute(
                    sql: "INSERT INTO hook_secret_right (secret, action) VALUES (?, ?)",
                    arguments: [row, action.rawValue])
            }
            try auditLog(db, actor).done("hook-secret.add", name.text, offer.lines)
        }
    }

    /// Returns all hook secrets by name, including ended ones.
    package func hookSecrets() throws -> [SealedHookSecret] { try read(Store.hookSecrets) }

    /// Ends a secret after a grace period of some seconds, or at its recorded end if that is
    /// sooner. Returns the time of the end.
    @discardableResult
    package func revokeHookSecret(_ name: Slug, after seconds: Int, by actor: Actor) throws -> Int {
        try write { db in
            let now = options.now()
            guard let found = try Store.hookSecrets(db).first(where: { $0.secret.name == name })
            else {
                throw PuertoError(
                    .notFound, "there is no hook secret '\(name)'",
                    hint: "puerto hook-secret list shows them"
                ).spanish(
                    "no hay ningún secreto de llamadas '\(name)'",
                    hint: "puerto hook-secret list los enumera")
            }
            let end = min(now + seconds, found.secret.endsAt ?? .max)
            try db.execute(
                sql: "UPDATE hook_secret SET ends_at = ? WHERE id = ?", arguments: [end, found.row])
            try auditLog(db, actor).done(
                "hook-secret.revoke", name.text, ["ends: \(Timestamp.text(end))"])
            return end
        }
    }
}

extension Store {
    static func hookSecrets(_ db: Database) throws -> [SealedHookSecret] {
        let rights = try rights(db)
        let sql = """
            SELECT s.*, t.slug FROM hook_secret s LEFT JOIN tenant t ON t.id = s.tenant
            ORDER BY s.name
            """
        return try Row.fetchAll(db, sql: sql).map { row in
            let id: Int = row["id"]
            return SealedHookSecret(
                row: id, tenant: row["tenant"],
                secret: HookSecret(
                    name: try Slug(row["name"]),
                    tenant: try (row["slug"] as String?).map(Slug.init),
                    actions: rights[id] ?? [], addedAt: row["added_at"], endsAt: row["ends_at"]),
                nonce: try row.bytes("nonce"), ciphertext: try row.bytes("ciphertext"))
        }
    }

    /// The actions of each secret. One that this version does not know allows nothing.
    private static func rights(_ db: Database) throws -> [Int: Set<Action>] {
        let rows = try Row.fetchAll(db, sql: "SELECT secret, action FROM hook_secret_right")
        return rows.reduce(into: [:]) { rights, row in
            guard let action = Action(rawValue: row["action"]) else { return }
            rights[row["secret"], default: []].insert(action)
        }
    }
}
