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
    /// Passwords that are verified at once, and the seconds after which a check counts as
    /// abandoned.
    static let mostChecks = 2
    static let longestCheck = 20

    /// Begins a check and returns its token. Throws `throttled` for a network or an account that
    /// has failed too often, and `busy` while two passwords are being verified.
    func begin(_ account: [UInt8], _ network: Network) throws -> RandomID {
        try db.execute(
            sql: "DELETE FROM login_try WHERE at < ?",
            arguments: [now - LoginThrottle.acquaintance])
        // Attempts in the future were recorded under another clock.
        try db.execute(
            sql: "DELETE FROM login_try WHERE is_right = 0 AND (at < ? OR at > ?)",
            arguments: [now - LoginThrottle.window, now + LoginThrottle.window])
        let isKnown =
            try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM login_try
                        WHERE account = ? AND network = ? AND is_right = 1)
                    """, arguments: [account.blob, network.text]) ?? false
        let failed = "SELECT count(*) FROM login_try WHERE is_right = 0 AND"
        let byNetwork =
            try Int.fetchOne(db, sql: "\(failed) network = ?", arguments: [network.text]) ?? 0
        let byAccount =
            try Int.fetchOne(db, sql: "\(failed) account = ?", arguments: [account.blob]) ?? 0
        guard byNetwork < LoginThrottle.mostByNetwork,
            isKnown || byAccount < LoginThrottle.mostByAccount
        else { throw LoginThrottle.tooMany }
        return try takeTurn()
    }

    /// Throws `throttled` for a network from which too many attempts have failed that are counted
    /// for it alone.
    func check(_ network: String) throws {
        let sql = """
            SELECT count(*) FROM login_try
            WHERE is_right = 0 AND network = ? AND at BETWEEN ? AND ?
            """
        let failed =
            try Int.fetchOne(
                db, sql: sql,
                arguments: [network, now - LoginThrottle.window, now + LoginThrottle.window]) ?? 0
        guard failed < LoginThrottle.mostByNetwork else { throw LoginThrottle.tooMany }
    }

    /// Counts a failed attempt for a network alone.
    func fail(_ network: String) throws {
        try db.execute(
            sql: "INSERT INTO login_try (at, account, network, is_right) VALUES (?, ?, ?, 0)",
            arguments: [now, [UInt8](repeating: 0, count: 32).blob, network])
    }

    private static var tooMany: PuertoError {
        PuertoError(.throttled, "too many attempts to log in", hint: "wait ten minutes")
            .spanish("demasiados intentos de acceso", hint: "espera diez minutos")
    }

    private func takeTurn() throws -> RandomID {
        try db.execute(
            sql: "DELETE FROM password_check WHERE at < ? OR at > ?",
            arguments: [now - LoginThrottle.longestCheck, now + LoginThrottle.longestCheck])
        let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM password_check") ?? 0
        guard count < LoginThrottle.mostChecks else {
            throw PuertoError(.busy, "too many logins at this moment", hint: "try again")
                .spanish("hay demasiados accesos en este momento", hint: "inténtalo de nuevo")
        }
        let token = RandomID()
        try db.execute(
            sql: "INSERT INTO password_check (token, at) VALUES (?, ?)",
            arguments: [token.text, now])
        return token
    }

    func end(_ token: RandomID, _ account: [UInt8], _ network: Network, isRight: Bool) throws {
        try db.execute(sql: "DELETE FROM password_check WHERE token = ?", arguments: [token.text])
        if isRight {
            // One row is enough to remember a known network.
            try db.execute(
                sql: "DELETE FROM login_try WHERE account = ? AND network = ?",
                arguments: [account.blob, network.text])
        }
        try db.execute(
            sql: "INSERT INTO login_try (at, account, network, is_right) VALUES (?, ?, ?, ?)",
            arguments: [now, account.blob, network.text, isRight ? 1 : 0])
    }
}
