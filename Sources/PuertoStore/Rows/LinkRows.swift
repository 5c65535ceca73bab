internal import GRDB
internal import PuertoCore

/// The rows of `link`, `link_receipt` and `claim_try`, in a transaction.
struct LinkRows {
    let db: Database
    let now: Int

    struct Opened {
        let receipt: String
        let tenant: String
        let viewsLeft: Int
        let nonce: [UInt8]
        let ciphertext: [UInt8]
    }

    private static let window = 600
    private static let mostTries = 5
    /// The most tries that are kept, so that a flood of made-up ids cannot fill the table.
    private static let mostRemembered = 10_000

    /// Deletes the ciphertexts of expired links, and tries that no longer count.
    func prune() throws {
        try db.execute(
            sql: """
                DELETE FROM link WHERE receipt IN
                    (SELECT seq FROM link_receipt WHERE expires_at <= ?)
                """, arguments: [now])
        try db.execute(
            sql: "DELETE FROM claim_try WHERE at < ? OR at > ?",
            arguments: [now - LinkRows.window, now + LinkRows.window])
    }

    func checkTries(_ pair: [UInt8]) throws {
        let tries = try Int.fetchOne(
            db, sql: "SELECT count(*) FROM claim_try WHERE pair = ?", arguments: [pair.blob])
        guard tries ?? 0 < LinkRows.mostTries else {
            throw PuertoError(.throttled, "too many attempts", hint: "wait ten minutes")
                .spanish("demasiados intentos", hint: "espera diez minutos")
        }
    }

    func addTry(_ pair: [UInt8]) throws {
        try db.execute(
            sql: "INSERT INTO claim_try (at, pair) VALUES (?, ?)", arguments: [now, pair.blob])
        try db.execute(
            sql: "DELETE FROM claim_try WHERE id <= ?",
            arguments: [Int(db.lastInsertedRowID) - LinkRows.mostRemembered])
    }

    func open(_ id: [UInt8], _ digest: [UInt8], from network: Network) throws -> Opened? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT r.seq, r.id AS name, t.slug, r.views_left, l.nonce, l.ciphertext FROM link l
                JOIN link_receipt r ON r.seq = l.receipt JOIN tenant t ON t.id = r.tenant
                WHERE l.id = ? AND l.token_sha256 = ? AND r.expires_at > ? AND r.views_left > 0
                    AND r.revoked_at IS NULL
                """, arguments: [id.blob, digest.blob, now])
        guard let row else { return nil }
        let (seq, left) = (row["seq"] as Int, (row["views_left"] as Int) - 1)
        try db.execute(
            sql: """
                UPDATE link_receipt SET views_left = ?, read_at = ?, read_from = ? WHERE seq = ?
                """, arguments: [left, now, network.masked, seq])
        if left == 0 { try forget(seq) }
        return Opened(
            receipt: row["name"], tenant: row["slug"], viewsLeft: left,
            nonce: try row.bytes("nonce"), ciphertext: try row.bytes("ciphertext"))
    }

    /// Returns the slug of the tenant whose link has this id, as long as the link can be opened.
    func tenant(of id: [UInt8]) throws -> String? {
        try String.fetchOne(
            db,
            sql: """
                SELECT t.slug FROM link l JOIN link_receipt r ON r.seq = l.receipt
                JOIN tenant t ON t.id = r.tenant WHERE l.id = ?
                """, arguments: [id.blob])
    }

    func add(_ tenant: Int, _ offer: LinkOffer, _ link: SealedLink, by actor: Actor) throws
        -> String
    {
        let receipt = RandomID().text
        try db.execute(
            sql: """
                INSERT INTO link_receipt (id, tenant, field, has_passphrase, created_at,
                    created_by, expires_at, views_left) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                receipt, tenant, offer.field.rawValue, offer.hasPassphrase ? 1 : 0, now, actor.text,
                now + offer.lifetime, offer.views,
            ])
        try db.execute(
            sql: """
                INSERT INTO link (receipt, id, token_sha256, nonce, ciphertext)
                VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [
                db.lastInsertedRowID, link.id.blob, link.tokenDigest.blob, link.nonce.blob,
                link.ciphertext.blob,
            ])
        return receipt
    }

    func revoke(_ id: String, by actor: Actor) throws {
        try db.execute(
            sql: "UPDATE link_receipt SET revoked_at = ? WHERE id = ?", arguments: [now, id])
        try db.execute(
            sql: """
                INSERT INTO link_revocation (receipt, author)
                SELECT seq, ? FROM link_receipt WHERE id = ?
                """, arguments: [actor.text, id])
        try db.execute(
            sql: "DELETE FROM link WHERE receipt = (SELECT seq FROM link_receipt WHERE id = ?)",
            arguments: [id])
    }

    private func forget(_ seq: Int) throws {
        try db.execute(sql: "DELETE FROM link WHERE receipt = ?", arguments: [seq])
    }
}

extension LinkRows {
    private static let columns = """
        SELECT r.*, t.slug, v.author AS revoked_by FROM link_receipt r
            JOIN tenant t ON t.id = r.tenant LEFT JOIN link_revocation v ON v.receipt = r.seq
        """

    func receipt(_ id: String) throws -> LinkReceipt? {
        try Row.fetchOne(db, sql: "\(LinkRows.columns) WHERE r.id = ?", arguments: [id])
            .map(receipt)
    }

    /// The receipts of a tenant, or of all, newest first.
    func receipts(of tenant: Int?, _ limit: Int) throws -> [LinkReceipt] {
        try Row.fetchAll(
            db,
            sql: """
                \(LinkRows.columns) WHERE ?1 IS NULL OR r.tenant = ?1 ORDER BY r.seq DESC LIMIT ?2
                """,
            arguments: [tenant, limit]
        ).map(receipt)
    }

    private func receipt(_ row: Row) throws -> LinkReceipt {
        let (left, expiresAt) = (row["views_left"] as Int, row["expires_at"] as Int)
        let state: LinkReceipt.State =
            (row["revoked_at"] as Int?) != nil
            ? .revoked : left == 0 ? .read : expiresAt <= now ? .expired : .open
        return LinkReceipt(
            id: row["id"], tenant: try Slug(row["slug"]), field: try CredentialField(row["field"]),
            hasPassphrase: row["has_passphrase"] == 1, state: state, createdAt: row["created_at"],
            createdBy: JobRows.text(row["created_by"]), expiresAt: expiresAt, viewsLeft: left,
            readAt: row["read_at"], readFrom: row["read_from"], revokedAt: row["revoked_at"],
            revokedBy: (row["revoked_by"] as String?).map(JobRows.text))
    }
}
