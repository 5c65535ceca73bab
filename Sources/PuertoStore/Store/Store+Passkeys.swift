internal import GRDB
package import PuertoCore

extension Store {
    /// Returns the passkeys of an operator, or all of them. Throws `notFound` for an unknown
    /// operator.
    package func passkeys(of operator: Slug? = nil) throws -> [Passkey] {
        try read { db in
            let id = try `operator`.map { try OperatorRows(db: db).required($0).id }
            return try PasskeyRows(db: db).all(of: id)
        }
    }

    /// Returns the passkey with a credential id, or `nil`.
    package func passkey(credential: [UInt8]) throws -> Passkey? {
        try read { db in try PasskeyRows(db: db).find(credential: credential) }
    }

    /// Removes a passkey, and ends the operator's sessions and errands: whoever had it may have
    /// begun them. Throws `notFound` for one that is not this operator's.
    package func removePasskey(_ id: Int, of operator: Slug, by actor: Actor) throws {
        try write { db in
            let row = try OperatorRows(db: db).required(`operator`).id
            guard let passkey = try PasskeyRows(db: db).find(id), passkey.operator == `operator`
            else {
                throw PuertoError(
                    .notFound, "'\(`operator`)' has no passkey \(id)",
                    hint: "puerto passkey list \(`operator`) shows them"
                ).spanish(
                    "'\(`operator`)' no tiene la llave de acceso \(id)",
                    hint: "puerto passkey list \(`operator`) las enumera")
            }
            try db.execute(sql: "DELETE FROM passkey WHERE id = ?", arguments: [id])
            try db.execute(sql: "DELETE FROM errand WHERE operator = ?", arguments: [row])
            let errands = db.changesCount
            try db.execute(sql: "DELETE FROM session WHERE operator = ?", arguments: [row])
            try auditLog(db, actor).done(
                "passkey.remove", `operator`.text,
                passkey.lines + ["sessions ended: \(db.changesCount)", "errands ended: \(errands)"])
        }
    }
}

extension Store {
    /// Begins the registration of a passkey. `id` has 22 letters of base64url, `secret` 32 bytes.
    package func beginPasskeyOffer(
        of operator: Slug, id: String, secret: [UInt8], relyingParty: String, by actor: Actor
    ) throws {
        try write { db in
            let rows = PasskeyOfferRows(db: db, now: options.now())
            try rows.prune()
            let row = try OperatorRows(db: db).required(`operator`).id
            try rows.add(id, of: row, secret: secret, relyingParty)
            try auditLog(db, actor).done(
                "passkey.offer", `operator`.text, ["relying party: \(relyingParty)"])
        }
    }

    /// Returns an open registration; `nil` when there is none, or it is older than ten minutes.
    package func passkeyOffer(_ id: String) throws -> PasskeyOffer? {
        try read { db in try PasskeyOfferRows(db: db, now: options.now()).find(id) }
    }

    /// Records the passkey that a browser has made, once. It is none before it is accepted at the
    /// terminal. Throws `notFound` when the registration is over and `conflict` when it has a
    /// passkey already, or the passkey is somebody's. The caller has verified the passkey and the
    /// code of the registration.
    package func offerPasskey(_ id: String, _ made: NewPasskey) throws {
        try write { db in
            let rows = PasskeyOfferRows(db: db, now: options.now())
            let offer = try rows.required(id)
            guard offer.made == nil else {
                throw PuertoError(.conflict, "this address was used already")
                    .spanish("esta dirección ya se ha usado")
            }
            try Store.checkIsNew(made, db)
            try rows.put(made, in: id)
            try auditLog(db, .web(offer.operator)).done(
                "passkey.made", offer.operator.text, made.lines)
        }
    }

    /// Adds the passkey that the browser has made, and ends the registration. Throws `notFound`
    /// when the registration is over, and `conflict` when no browser has made one.
    package func acceptPasskey(_ id: String, by actor: Actor) throws -> Passkey {
        try write { db in
            let (rows, now) = (PasskeyOfferRows(db: db, now: options.now()), options.now())
            let offer = try rows.required(id)
            guard let made = offer.made else {
                throw PuertoError(
                    .conflict, "no browser has made a passkey yet", hint: "open the address"
                ).spanish(
                    "ningún navegador ha hecho todavía una llave de acceso",
                    hint: "abre la dirección")
            }
            try Store.checkIsNew(made, db)
            let row = try PasskeyRows(db: db)
                .add(made, of: offer.operatorRow, offer.relyingParty, at: now)
            _ = try rows.delete(id)
            guard let passkey = try PasskeyRows(db: db).find(row) else {
                throw PuertoError(.io, "the passkey was not recorded").spanish(
                    "la llave de acceso no quedó registrada")
            }
            try auditLog(db, actor).done("passkey.add", offer.operator.text, passkey.lines)
            return passkey
        }
    }

    /// Deletes a registration; nothing is added. One that is over is deleted without a line.
    package func endPasskeyOffer(_ id: String, by actor: Actor) throws {
        try write { db in
            let rows = PasskeyOfferRows(db: db, now: options.now())
            let offer = try rows.find(id)
            guard try rows.delete(id), let offer else { return }
            try auditLog(db, actor).done("passkey.offer-end", offer.operator.text, [])
        }
    }

    private static func checkIsNew(_ made: NewPasskey, _ db: Database) throws {
        guard try PasskeyRows(db: db).find(credential: made.key.credential) == nil else {
            throw PuertoError(
                .conflict, "this passkey is registered already", hint: "use another authenticator"
            ).spanish("esta llave de acceso ya está registrada", hint: "usa otro autenticador")
        }
    }
}

// What the history says of a passkey.

extension NewPasskey {
    fileprivate var lines: [String] { ["authenticator: \(label)", "synced: \(isSynced)"] }
}

extension Passkey {
    fileprivate var lines: [String] {
        ["passkey: \(id)", "authenticator: \(label)", "relying party: \(relyingParty)"]
    }
}
