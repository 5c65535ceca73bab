internal import GRDB
package import PuertoCore

extension Store {
    /// Seals the secrets of programs under a new key of the web tier, in one transaction, and retires
    /// the key before it.
    ///
    /// `makeKey` runs with the database locked. It gets the marks of the keys, and returns the new
    /// key's mark and a function that seals a secret again, or returns `nil` for one that the old key
    /// does not open. Returns the new key's name, the number of secrets, and the names of those that
    /// were left.
    package func rotateWebKey(
        by actor: Actor,
        makeKey: ([KeyMark]) throws -> (
            mark: KeyMark,
            reseal: (SealedHookSecret) throws -> (nonce: [UInt8], ciphertext: [UInt8])?
        )
    ) throws -> (name: String, secrets: Int, left: [Slug]) {
        try write { db in
            let (mark, reseal) = try makeKey(Store.keyMarks(db))
            try db.execute(
                sql:
                    "UPDATE vault_key SET retired_at = ? WHERE purpose = 'web' AND retired_at IS NULL",
                arguments: [options.now()])
            try Store.add(mark, options.now(), db)
            // A trigger keeps the value of a secret; that stays what it is.
            let trigger = try String.fetchOne(
                db, sql: "SELECT sql FROM sqlite_master WHERE name = 'hook_secret_update'")
            try db.execute(sql: "DROP TRIGGER hook_secret_update")
            var (count, left) = (0, [Slug]())
            for secret in try Store.hookSecrets(db) {
                guard let sealed = try reseal(secret) else {
                    left.append(secret.secret.name)
                    continue
                }
                count += 1
                try db.execute(
                    sql: "UPDATE hook_secret SET nonce = ?, ciphertext = ? WHERE id = ?",
                    arguments: [sealed.nonce.blob, sealed.ciphertext.blob, secret.row])
            }
            try db.execute(sql: trigger ?? "")
            try auditLog(db, actor).done(
                "key.rotate", "web", ["key: \(mark.name)", "secrets: \(count)"])
            return (mark.name, count, left)
        }
    }
}
