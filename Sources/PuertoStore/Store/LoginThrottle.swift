internal import GRDB
internal import PuertoCore

/// Limits login attempts, which are counted before any password is verified.
struct LoginThrottle {
    let db: Database
    let now: Int

    /// Seconds for which a failed attempt counts.
    static let window = 10 * 60
    static let mostByNetwork = 10
    static let mostByAccount = 20
    /// Seconds for which a successful login makes a network known to an account. The account's
    /// limit does not apply there, so an attacker elsewhere cannot lock the operator out.
    static let acquaintance = 30 * 86_400

    /// Returns whether the account has logged in from the network before. Throws `throttled` for a
    /// network or an account that has failed too often. Writes nothing: a flood is refused by
    /// reading.
    func check(_ account: [UInt8], _ network: Network) throws -> Bool {
        let isKnown =
            try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM login_try
                        WHERE account = ? AND network = ? AND is_right = 1 AND at >= ?)
                    """,
                arguments: [account.blob, network.text, now - LoginThrottle.acquaintance]) ?? false
        try check(network.text)
        guard try isKnown || failures("account = ?", account.blob) < LoginThrottle.mostByAccount
        else { throw LoginThrottle.tooMany }
        return isKnown
    }

    /// Throws `throttled` for a network from which too many attempts have failed. Each way to log
    /// in has a count of its own.
    func check(_ network: String) throws {
        guard try failures("network = ?", network.databaseValue) < LoginThrottle.mostByNetwork
        else { throw LoginThrottle.tooMany }
    }

    /// Attempts with a time in the future were recorded under another clock.
    private func failures(_ condition: String, _ value: any DatabaseValueConvertible) throws -> Int
    {
        let sql = """
            SELECT count(*) FROM login_try WHERE is_right = 0 AND \(condition) AND at BETWEEN ? AND ?
            """
        return try Int.fetchOne(
            db, sql: sql,
            arguments: [value, now - LoginThrottle.window, now + LoginThrottle.window]) ?? 0
    }

    /// Counts an attempt as a failed one, and returns its row.
    func count(_ network: String, _ account: [UInt8] = noAccount) throws -> Int {
        try db.execute(
            sql: """
                DELETE FROM login_try WHERE at < ? OR (is_right = 0 AND (at < ? OR at > ?))
                """,
            arguments: [
                now - LoginThrottle.acquaintance, now - LoginThrottle.window,
                now + LoginThrottle.window,
            ])
        try db.execute(
            sql: "INSERT INTO login_try (at, account, network, is_right) VALUES (?, ?, ?, 0)",
            arguments: [now, account.blob, network])
        return Int(db.lastInsertedRowID)
    }

    /// Takes an attempt back, which did not fail.
    func takeBack(_ attempt: Int) throws {
        try db.execute(sql: "DELETE FROM login_try WHERE id = ?", arguments: [attempt])
    }

    /// Makes a network known to an account, and takes what failed there back. One row is enough to
    /// remember it.
    func remember(_ account: [UInt8], _ network: Network) throws {
        try db.execute(
            sql: "DELETE FROM login_try WHERE account = ? AND network = ?",
            arguments: [account.blob, network.text])
        try db.execute(
            sql: "INSERT INTO login_try (at, account, network, is_right) VALUES (?, ?, ?, 1)",
            arguments: [now, account.blob, network.text])
    }

    private static let noAccount = [UInt8](repeating: 0, count: 32)

    private static var tooMany: PuertoError {
        PuertoError(.throttled, "too many attempts to log in", hint: "wait ten minutes")
            .spanish("demasiados intentos de acceso", hint: "espera diez minutos")
    }
}
