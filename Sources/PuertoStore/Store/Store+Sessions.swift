internal import GRDB
package import PuertoCore

/// A login attempt that passed the throttle, is counted as a failed one, and waits for its
/// password's verification.
package struct LoginAttempt: Sendable {
    let row: Int
    /// SHA-256 of the given name.
    let account: [UInt8]
    let network: Network
    let name: Slug?
    let id: Int?
    /// The recorded password hash. `nil` when no operator has the name.
    package let record: String?
}

extension Store {
    /// Returns whether the account has logged in from the network before. Throws `throttled`, which
    /// does not tell whether the operator exists.
    package func checkLogin(account: [UInt8], from network: Network) throws -> Bool {
        try read { db in
            try LoginThrottle(db: db, now: options.now()).check(account, network)
        }
    }

    /// Tells whether there were logins, right or wrong, and all of them came from this machine's addresses.
    package func hasLocalLoginsOnly() throws -> Bool {
        try read { db in
            let networks = try String.fetchSet(db, sql: "SELECT DISTINCT network FROM login_try")
            let addresses = networks.map { $0.split(separator: " ").last ?? "" }
            return !addresses.isEmpty
                && addresses.allSatisfy { $0.hasPrefix("127.") || $0 == "0:0:0:0::/64" }
        }
    }

    /// Counts an attempt before its password is verified. Throws `throttled`, which does not tell
    /// whether the operator exists.
    package func beginLogin(_ name: Slug?, account: [UInt8], from network: Network) throws
        -> LoginAttempt
    {
        try write { db in
            let throttle = LoginThrottle(db: db, now: options.now())
            _ = try throttle.check(account, network)
            let row = try throttle.count(network.text, account)
            let record = try name.flatMap(OperatorRows(db: db).find)
            return LoginAttempt(
                row: row, account: account, network: network,
                name: record == nil ? nil : name, id: record?.id, record: record?.password)
        }
    }

    /// Begins a session, identified by the digest of its cookie, in place of the session before.
    /// Returns `nil` when the password was wrong.
    package func endLogin(
        _ attempt: LoginAttempt, isRight: Bool, session digest: [UInt8], replacing old: [UInt8]?
    ) throws -> Session? {
        try write { db in
            let now = options.now()
            // The password may have changed while it was verified.
            guard isRight, let id = attempt.id, let name = attempt.name,
                let current = try OperatorRows(db: db).find(name), current.id == id,
                current.password == attempt.record
            else {
                try countWrongLogin(.password, attempt.network, attempt.name, [], db)
                return nil
            }
            let throttle = LoginThrottle(db: db, now: now)
            try throttle.takeBack(attempt.row)
            try throttle.remember(attempt.account, attempt.network)
            let audit = try auditLog(db, .web(name))
            try Store.begin(digest, of: id, replacing: old, at: now, db)
            try audit.done("session.login", name.text, ["from: \(attempt.network.text)"])
            return Session(
                name: name, role: current.role, createdAt: now, digest: digest)
        }
    }

    /// Returns the session of a cookie's digest, or `nil` when it is over or never was. Notes at
    /// most once a minute that the session was used.
    package func touchSession(_ digest: [UInt8]) throws -> Session? {
        let now = options.now()
        let found = try read { db in try Store.session(digest, db, now) }
        guard let found else { return nil }
        if now - found.seenAt >= 60 || now < found.seenAt { try noteSeen(digest, now) }
        return found.session
    }

    /// Notes the session's use, unless the database is busy: a reader need not wait for a writer,
    /// and the next request notes it again.
    private func noteSeen(_ digest: [UInt8], _ now: Int) throws {
        do {
            try options.haste.during {
                try write { db in
                    try db.execute(
                        sql: "UPDATE session SET seen_at = ? WHERE digest = ?",
                        arguments: [now, digest.blob])
                }
            }
        } catch let error as PuertoError where error.code == .busy {}
    }

    package func endSession(_ digest: [UInt8]) throws {
        try write { db in
            guard let found = try Store.session(digest, db, options.now()) else { return }
            try db.execute(sql: "DELETE FROM session WHERE digest = ?", arguments: [digest.blob])
            try auditLog(db, found.session.actor).done(
                "session.logout", found.session.name.text, [])
        }
    }
}

extension Store {
    static func session(_ digest: [UInt8], _ db: Database, _ now: Int) throws
        -> (session: Session, seenAt: Int)?
    {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT o.name, o.role, s.created_at, s.seen_at FROM session s
                    JOIN operator o ON o.id = s.operator WHERE s.digest = ?
                    """), arguments: [digest.blob])
        guard let row else { return nil }
        let (createdAt, seenAt) = (row[2] as Int, row[3] as Int)
        // A session from the future was begun under another clock, and counts as new.
        guard now - createdAt < Session.longest, now - seenAt < Session.idle else { return nil }
        let session = Session(
            name: try Slug(row[0]), role: try JobRows.word(row[1]), createdAt: createdAt,
            digest: digest)
        return (session, seenAt)
    }

    /// Adds a session's row, in place of another one.
    static func begin(
        _ digest: [UInt8], of id: Int, replacing old: [UInt8]?, at now: Int, _ db: Database
    ) throws {
        try prune(db, now)
        if let old {
            try db.execute(sql: "DELETE FROM session WHERE digest = ?", arguments: [old.blob])
        }
        try db.execute(
            sql: """
                INSERT INTO session (digest, operator, created_at, seen_at, confirmed_at)
                VALUES (?, ?, ?, ?, ?)
                """, arguments: [digest.blob, id, now, now, now])
    }

    private static func prune(_ db: Database, _ now: Int) throws {
        try db.execute(
            sql: "DELETE FROM session WHERE created_at <= ? OR seen_at <= ?",
            arguments: [now - Session.longest, now - Session.idle])
    }
}
