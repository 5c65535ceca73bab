internal import GRDB
internal import PuertoCore

/// The rows of `credential`, in a transaction.
struct CredentialRows {
    let db: Database

    /// The field of the onboarding page's passphrase, which is not a credential of the client's
    /// systems.
    static let passphrase = "passphrase"

    /// The table of a value: in use, or next in a rotation.
    enum Table: String {
        case current = "credential"
        case next = "credential_next"
    }

    /// The tables of all sealed values. Those of an instance are read by `InstanceRows`.
    private static let sealed = [
        Table.current.rawValue, Table.next.rawValue, InstanceRows.secrets,
    ]

    func stored(_ tenant: Int, _ field: String, in table: Table = .current) throws -> StoredSecret?
    {
        try Row.fetchOne(
            db, sql: "SELECT * FROM \(table.rawValue) WHERE tenant = ? AND field = ?",
            arguments: [tenant, field]
        ).map(CredentialRows.stored)
    }

    func facts(_ tenant: Int) throws -> [CredentialFact] {
        let sql = """
            SELECT field, fingerprint, set_at, version, origin FROM credential
            WHERE tenant = ? AND field <> 'passphrase' ORDER BY field
            """
        return try Row.fetchAll(db, sql: sql, arguments: [tenant]).map { row in
            CredentialFact(
                field: try CredentialField(row[0]), fingerprint: row[1], setAt: row[2],
                version: row[3], isGenerated: row[4] == "generated")
        }
    }

    /// Returns the place of a field's next value: the same secret id, one version later.
    func nextPlace(_ tenant: Int, _ field: String) throws -> SecretPlace {
        let old = try stored(tenant, field)?.place
        return SecretPlace(
            tenant: String(tenant), field: field, secretID: old?.secretID ?? RandomID().text,
            version: (old?.version ?? 0) + 1)
    }

    func put(_ value: SealedCredential, _ place: SecretPlace, at: Int, isGenerated: Bool) throws {
        let sealed = value.sealed
        try sealed.checkKey(db)
        let values: [(any DatabaseValueConvertible)?] = [
            place.version, at, isGenerated ? "generated" : "given", value.fingerprint, sealed.kid,
            sealed.wrapNonce.blob, sealed.wrappedKey.blob, sealed.nonce.blob,
            sealed.ciphertext.blob, Int(place.tenant), place.field, place.secretID,
        ]
        try db.cachedStatement(sql: place.version == 1 ? Self.insert : Self.update)
            .execute(arguments: StatementArguments(values))
    }

    /// Makes and records a new value for every field.
    func generateAll(
        of tenant: Int, at: Int,
        _ generate: (CredentialField, SecretPlace) throws -> SealedCredential
    ) throws {
        for field in CredentialField.allCases {
            let place = try nextPlace(tenant, field.rawValue)
            try put(try generate(field, place), place, at: at, isGenerated: true)
        }
    }

    func remove(_ tenant: Int, _ field: String) throws {
        try db.execute(
            sql: "DELETE FROM credential WHERE tenant = ? AND field = ?",
            arguments: [tenant, field])
    }

    private static let insert = """
        INSERT INTO credential (version, set_at, origin, fingerprint, kid, wrap_nonce, wrapped_key,
            nonce, ciphertext, tenant, field, secret_id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    private static let update = """
        UPDATE credential SET version = ?, set_at = ?, origin = ?, fingerprint = ?, kid = ?,
            wrap_nonce = ?, wrapped_key = ?, nonce = ?, ciphertext = ?
        WHERE tenant = ? AND field = ? AND secret_id = ?
        """
}

extension CredentialRows {
    func putNext(_ value: SealedCredential, _ place: SecretPlace, at: Int) throws {
        let sealed = value.sealed
        try sealed.checkKey(db)
        try db.execute(
            sql: """
                INSERT INTO credential_next (tenant, field, secret_id, version, made_at,
                    fingerprint, kid, wrap_nonce, wrapped_key, nonce, ciphertext)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                Int(place.tenant), place.field, place.secretID, place.version, at,
                value.fingerprint, sealed.kid, sealed.wrapNonce.blob, sealed.wrappedKey.blob,
                sealed.nonce.blob, sealed.ciphertext.blob,
            ])
    }

    func nextFingerprint(_ tenant: Int, _ field: String) throws -> String {
        try String.fetchOne(
            db, sql: "SELECT fingerprint FROM credential_next WHERE tenant = ? AND field = ?",
            arguments: [tenant, field]) ?? ""
    }

    func removeNext(_ tenant: Int, _ field: String) throws {
        try db.execute(
            sql: "DELETE FROM credential_next WHERE tenant = ? AND field = ?",
            arguments: [tenant, field])
    }
}

extension CredentialRows {
    /// Calls `body` with every secret: passphrases of onboarding pages and those of instances too.
    func each(_ body: (StoredSecret) throws -> Void) throws {
        for table in CredentialRows.sealed {
            let sql = "SELECT * FROM \(table) ORDER BY tenant, field, version"
            let rows = try Row.fetchCursor(db, sql: sql)
            while let row = try rows.next() { try body(CredentialRows.stored(row)) }
        }
    }

    /// Records the same secret wrapped under another master key.
    func rewrap(_ secret: StoredSecret, as sealed: SealedSecret) throws {
        for table in CredentialRows.sealed {
            try db.cachedStatement(
                sql: """
                    UPDATE \(table) SET kid = ?, wrap_nonce = ?, wrapped_key = ?
                    WHERE tenant = ? AND field = ? AND version = ?
                    """
            ).execute(arguments: [
                sealed.kid, sealed.wrapNonce.blob, sealed.wrappedKey.blob,
                Int(secret.place.tenant), secret.place.field, secret.place.version,
            ])
        }
    }

    func count(under kid: String) throws -> Int {
        try CredentialRows.sealed.reduce(0) { sum, table in
            let sql = "SELECT count(*) FROM \(table) WHERE kid = ?"
            return sum + (try Int.fetchOne(db, sql: sql, arguments: [kid]) ?? 0)
        }
    }

    static func stored(_ row: Row) throws -> StoredSecret {
        StoredSecret(
            sealed: SealedSecret(
                kid: row["kid"], wrapNonce: try row.bytes("wrap_nonce"),
                wrappedKey: try row.bytes("wrapped_key"), nonce: try row.bytes("nonce"),
                ciphertext: try row.bytes("ciphertext")),
            place: SecretPlace(
                tenant: String(row["tenant"] as Int), field: row["field"],
                secretID: row["secret_id"], version: row["version"]))
    }
}
