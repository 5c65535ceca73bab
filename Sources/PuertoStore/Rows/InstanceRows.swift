internal import GRDB
internal import PuertoCore

/// The rows of `instance` and `instance_secret`, in a transaction.
struct InstanceRows {
    let db: Database

    static let secrets = "instance_secret"

    func facts(_ tenant: Int) throws -> InstanceFacts {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT workspace, system, database, login_email, login_secret_id, login_version
                FROM instance WHERE tenant = ?
                """, arguments: [tenant])
        var facts = InstanceFacts()
        facts.workspace = (row?[0] as String?).map(JobRows.text)
        if let row, let system = row[1] as String?, let database = row[2] as Int? {
            facts.secured = InstanceData(system: system, database: database)
        }
        if let row, let email = row[3] as String?, let id = row[4] as String?,
            let version = row[5] as Int?
        {
            facts.login = InstanceLogin(
                email: email,
                value: SecretPlace(
                    tenant: String(tenant), field: CredentialField.app.rawValue, secretID: id,
                    version: version))
        }
        facts.isLeft =
            try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM instance_left WHERE tenant = ?)",
                arguments: [tenant]) ?? false
        for field in InstanceSecret.allCases {
            facts.secrets[field] = try stored(tenant, field)
            facts.next[field] = try stored(tenant, field, isNext: true)
        }
        return facts
    }

    func stored(_ tenant: Int, _ field: InstanceSecret, isNext: Bool = false) throws
        -> StoredSecret?
    {
        try Row.fetchOne(
            db, sql: "SELECT * FROM instance_secret WHERE tenant = ? AND field = ? AND is_next = ?",
            arguments: [tenant, field.rawValue, isNext]
        ).map(CredentialRows.stored)
    }

    func fingerprint(_ tenant: Int, _ field: InstanceSecret) throws -> String? {
        try String.fetchOne(
            db,
            sql: """
                SELECT fingerprint FROM instance_secret
                WHERE tenant = ? AND field = ? AND is_next = 0
                """, arguments: [tenant, field.rawValue])
    }

    /// Returns the place of a field's next value: the same secret id, one version later than all
    /// that are there.
    func nextPlace(_ tenant: Int, _ field: InstanceSecret) throws -> SecretPlace {
        let places = try [false, true].compactMap {
            try stored(tenant, field, isNext: $0)?.place
        }
        return SecretPlace(
            tenant: String(tenant), field: field.rawValue,
            secretID: places.first?.secretID ?? RandomID().text,
            version: (places.map(\.version).max() ?? 0) + 1)
    }

    func put(_ value: SealedCredential, _ place: SecretPlace, isNext: Bool, at: Int) throws {
        let sealed = value.sealed
        try sealed.checkKey(db)
        try db.execute(
            sql: """
                INSERT INTO instance_secret (tenant, field, is_next, secret_id, version, made_at,
                    fingerprint, kid, wrap_nonce, wrapped_key, nonce, ciphertext)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                Int(place.tenant), place.field, isNext, place.secretID, place.version, at,
                value.fingerprint, sealed.kid, sealed.wrapNonce.blob, sealed.wrappedKey.blob,
                sealed.nonce.blob, sealed.ciphertext.blob,
            ])
    }

    /// Deletes the value in use, or the next one.
    func remove(_ tenant: Int, _ field: InstanceSecret, isNext: Bool) throws {
        try db.execute(
            sql: "DELETE FROM instance_secret WHERE tenant = ? AND field = ? AND is_next = ?",
            arguments: [tenant, field.rawValue, isNext])
    }

    /// Puts the next value in the place of the one in use, which is deleted.
    func promote(_ tenant: Int, _ field: InstanceSecret) throws {
        try remove(tenant, field, isNext: false)
        try db.execute(
            sql: "UPDATE instance_secret SET is_next = 0 WHERE tenant = ? AND field = ?",
            arguments: [tenant, field.rawValue])
    }

    func setWorkspace(_ id: String, _ tenant: Int) throws {
        try ensure(tenant)
        try db.execute(
            sql: "UPDATE instance SET workspace = ? WHERE tenant = ?", arguments: [id, tenant])
    }

    func setLogin(_ login: InstanceLogin?, _ tenant: Int) throws {
        try ensure(tenant)
        try db.execute(
            sql: """
                UPDATE instance SET login_email = ?, login_secret_id = ?, login_version = ?
                WHERE tenant = ?
                """, arguments: [login?.email, login?.value.secretID, login?.value.version, tenant])
    }

    /// Records other data, of whose logins nothing is known.
    func setSecured(_ data: InstanceData?, _ tenant: Int, at: Int) throws {
        try setLogin(nil, tenant)
        try db.execute(
            sql: "UPDATE instance SET system = ?, database = ?, secured_at = ? WHERE tenant = ?",
            arguments: [data?.system, data?.database, data == nil ? nil : at, tenant])
    }

    private func ensure(_ tenant: Int) throws {
        try db.execute(
            sql: """
                INSERT INTO instance (tenant)
                SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM instance WHERE tenant = ?1)
                """, arguments: [tenant])
    }

    func leave(_ tenant: Int) throws {
        try db.execute(
            sql: "INSERT OR IGNORE INTO instance_left (tenant) VALUES (?)", arguments: [tenant])
    }

    /// New data have the stock login again, whoever has set up the old ones.
    func forgetLeft(_ tenant: Int) throws {
        try db.execute(sql: "DELETE FROM instance_left WHERE tenant = ?", arguments: [tenant])
    }
}
