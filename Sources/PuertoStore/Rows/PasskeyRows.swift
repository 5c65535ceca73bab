internal import GRDB
internal import PuertoCore

/// The rows of `passkey`, in a transaction.
struct PasskeyRows {
    let db: Database

    private static let columns = """
        SELECT passkey.*, operator.name FROM passkey JOIN operator ON operator.id = passkey.operator
        """

    /// Returns passkeys in the order in which they were added, of one operator or of all by name.
    func all(of operator: Int? = nil) throws -> [Passkey] {
        try Row.fetchAll(
            db,
            sql: """
                \(Self.columns) WHERE ? IS NULL OR passkey.operator = ?
                ORDER BY operator.name, passkey.id
                """, arguments: [`operator`, `operator`]
        ).map(passkey)
    }

    func find(_ id: Int) throws -> Passkey? {
        try Row.fetchOne(db, sql: "\(Self.columns) WHERE passkey.id = ?", arguments: [id])
            .map(passkey)
    }

    func find(credential: [UInt8]) throws -> Passkey? {
        try Row.fetchOne(
            db, sql: "\(Self.columns) WHERE passkey.credential = ?", arguments: [credential.blob]
        ).map(passkey)
    }

    func add(_ made: NewPasskey, of operator: Int, _ relyingParty: String, at: Int) throws -> Int {
        try db.execute(
            sql: """
                INSERT INTO passkey (operator, credential, algorithm, public_key, relying_party,
                    label, is_synced, sign_count, added_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                `operator`, made.key.credential.blob, made.key.algorithm.rawValue,
                made.key.publicKey.blob, relyingParty, made.label, made.isSynced, made.signCount,
                at,
            ])
        return Int(db.lastInsertedRowID)
    }

    /// Notes a use, and what the authenticator said with it. Throws `conflict` when its count has
    /// not grown: then a copy of the key may be in use. The stored count stays, and the passkey
    /// too, since the operator would be locked out by whoever has the copy.
    func use(_ id: Int, signCount: Int, isSynced: Bool, at: Int) throws {
        guard let passkey = try find(id) else { throw PasskeyRows.unknown(id) }
        guard (passkey.signCount == 0 && signCount == 0) || signCount > passkey.signCount else {
            throw PuertoError(
                .conflict,
                "the passkey \(id) has counted to \(signCount) after \(passkey.signCount): a copy "
                    + "of it may be in use",
                hint: "puerto passkey remove \(passkey.operator) \(id)"
            ).spanish(
                "la llave de acceso \(id) ha contado hasta \(signCount) después de "
                    + "\(passkey.signCount): puede haber una copia en uso",
                hint: "puerto passkey remove \(passkey.operator) \(id)")
        }
        try db.execute(
            sql: "UPDATE passkey SET sign_count = ?, is_synced = ?, used_at = ? WHERE id = ?",
            arguments: [signCount, isSynced, at, id])
    }

    static func unknown(_ id: Int) -> PuertoError {
        PuertoError(
            .notFound, "there is no passkey \(id)", hint: "puerto passkey list shows them"
        ).spanish(
            "no hay ninguna llave de acceso \(id)", hint: "puerto passkey list las muestra")
    }
}

extension PasskeyRows {
    private func passkey(_ row: Row) throws -> Passkey {
        Passkey(
            id: row["id"], operator: try Slug(row["name"]), key: try PasskeyRows.key(row),
            relyingParty: row["relying_party"], label: JobRows.text(row["label"]),
            isSynced: row["is_synced"], signCount: row["sign_count"], addedAt: row["added_at"],
            usedAt: row["used_at"])
    }

    /// Reads the columns that passkeys and offers share.
    static func key(_ row: Row) throws -> PasskeyKey {
        guard let algorithm = PasskeyKey.Algorithm(rawValue: row["algorithm"]) else {
            throw PuertoError(.invalid, "the database has a passkey of an unknown algorithm")
        }
        return PasskeyKey(
            credential: try row.bytes("credential"), algorithm: algorithm,
            publicKey: try row.bytes("public_key"))
    }
}
