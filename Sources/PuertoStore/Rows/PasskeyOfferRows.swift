internal import GRDB
internal import PuertoCore

/// The rows of `passkey_offer`, in a transaction.
struct PasskeyOfferRows {
    let db: Database
    let now: Int

    /// Deletes the offers that are over.
    func prune() throws {
        try db.execute(
            sql: "DELETE FROM passkey_offer WHERE made_at <= ? OR made_at > ?",
            arguments: [now - PasskeyOffer.lifetime, now])
    }

    /// Returns an open offer; `nil` for one that is over or dated in the future.
    func find(_ id: String) throws -> PasskeyOffer? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT passkey_offer.*, operator.name FROM passkey_offer
                JOIN operator ON operator.id = passkey_offer.operator WHERE passkey_offer.id = ?
                """, arguments: [id])
        let offer = try row.map(offer)
        return offer.flatMap { (0..<PasskeyOffer.lifetime).contains(now - $0.madeAt) ? $0 : nil }
    }

    /// Finds an open offer. Throws `notFound`.
    func required(_ id: String) throws -> PasskeyOffer {
        if let offer = try find(id) { return offer }
        throw PuertoError(
            .notFound, "the registration is over",
            hint: "ask for a new address: puerto operator passkey NAME"
        ).spanish(
            "el registro ya no está abierto",
            hint: "pide otra dirección: puerto operator passkey NOMBRE")
    }

    func add(_ id: String, of operator: Int, secret: [UInt8], _ relyingParty: String) throws {
        try db.execute(
            sql: """
                INSERT INTO passkey_offer (id, operator, secret, relying_party, made_at)
                VALUES (?, ?, ?, ?, ?)
                """, arguments: [id, `operator`, secret.blob, relyingParty, now])
    }

    func put(_ made: NewPasskey, in id: String) throws {
        try db.execute(
            sql: """
                UPDATE passkey_offer SET credential = ?, algorithm = ?, public_key = ?, label = ?,
                    is_synced = ?, sign_count = ? WHERE id = ?
                """,
            arguments: [
                made.key.credential.blob, made.key.algorithm.rawValue, made.key.publicKey.blob,
                made.label, made.isSynced, made.signCount, id,
            ])
    }

    /// Deletes an offer. Returns whether there was one.
    func delete(_ id: String) throws -> Bool {
        try db.execute(sql: "DELETE FROM passkey_offer WHERE id = ?", arguments: [id])
        return db.changesCount > 0
    }
}

extension PasskeyOfferRows {
    private func offer(_ row: Row) throws -> PasskeyOffer {
        let isMade = (row["label"] as String?) != nil
        return PasskeyOffer(
            id: row["id"], operator: try Slug(row["name"]), operatorRow: row["operator"],
            secret: try row.bytes("secret"), relyingParty: row["relying_party"],
            madeAt: row["made_at"],
            made: isMade
                ? NewPasskey(
                    key: try PasskeyRows.key(row), label: JobRows.text(row["label"]),
                    isSynced: row["is_synced"], signCount: row["sign_count"]) : nil)
    }
}
