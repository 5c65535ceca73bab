internal import GRDB
internal import PuertoCore

extension SealedSecret {
    /// Throws `conflict` when it is sealed under another key than a master key in use: a program
    /// that runs since before a rotation has the former key in its memory, and what it seals after
    /// that key was retired opens with no key that is left. A database from before keys knows none.
    func checkKey(_ db: Database) throws {
        let isRefused = try Bool.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT EXISTS (SELECT 1 FROM vault_key WHERE purpose = 'master')
                        AND NOT EXISTS (SELECT 1 FROM vault_key
                            WHERE purpose = 'master' AND name = ? AND retired_at IS NULL)
                    """), arguments: [kid])
        guard isRefused == true else { return }
        throw PuertoError(
            .conflict, "the master key \(PuertoError.quote(kid)) is not in use any more",
            hint: "start puerto work again: it reads the keys when it starts"
        ).spanish(
            "la clave maestra \(PuertoError.quote(kid)) ya no se usa",
            hint: "vuelve a arrancar puerto work: lee las claves al arrancar")
    }
}
