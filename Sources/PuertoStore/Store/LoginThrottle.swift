internal import GRDB
internal import PuertoCore

/// Counts attempts to log in, before any password is looked at.
struct LoginThrottle {
    let db: Database
    let now: Int

    /// Seconds that a wrong attempt counts.
    static let window = 10 * 60
    static let mostByNetwork = 10
    static let mostByAccount = 20
    /// Seconds that a right one makes a network known to an account: somebody who fails elsewhere
    /// on purpose locks nobody out at home.
    static let acquaintance = 30 * 86_400
    /// Passwords that are looked at in one moment, and the seconds after which one was given up.
    static let mostChecks = 2
    static let longestCheck = 20

    /// Throws `throttled` for a network or an account that has failed too often, and `busy` while
    /// two passwords are being looked at. Returns the token of this check.
    func begin(_ account: [UInt8], _ network: Network) throws -> RandomID {
        try db.execute(
            sql: "DELETE FROM login_try WHERE at < ?",
            arguments: [now - LoginThrottle.acquaintance])
        // Those of a time that has not come were made under another clock.
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
        else {
            throw PuertoError(
                .throttled, "too many attempts to log in", hint: "wait ten minutes"
            ).spanish("demasiados intentos de entrar", hint: "espera diez minutos")
        }
        return try takeTurn()
    }

    private func takeTurn() throws -> RandomID {
        try db.execute(
            sql: "DELETE FROM password_check WHERE at < ? OR at > ?",
            arguments: [now - LoginThrottle.longestCheck, now + LoginThrottle.longestCheck])
        let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM password_check") ?? 0
        guard count < LoginThrottle.mostChecks else {
            throw PuertoError(.busy, "others are logging in just now", hint: "try again")
                .spanish("ahora mismo están entrando otros", hint: "prueba otra vez")
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
            // One line for each network is enough to know it again.
            try db.execute(
                sql: "DELETE FROM login_try WHERE account = ? AND network = ?",
                arguments: [account.blob, network.text])
        }
        try db.execute(
            sql: "INSERT INTO login_try (at, account, network, is_right) VALUES (?, ?, ?, ?)",
            arguments: [now, account.blob, network.text, isRight ? 1 : 0])
    }
}
