internal import GRDB
package import PuertoCore

extension Store {
    /// Seconds for which a login code is good.
    package static let codeLifetime = 10 * 60

    /// Records the digest of a code that logs an operator in once, in place of the code before.
    /// Returns the time at which it ends. Throws `notFound`.
    package func addLoginCode(of name: Slug, digest: [UInt8], by actor: Actor) throws -> Int {
        try write { db in
            let (now, id) = (options.now(), try OperatorRows(db: db).required(name).id)
            try pruneCodes(db)
            try db.execute(sql: "DELETE FROM login_code WHERE operator = ?", arguments: [id])
            try db.execute(
                sql: "INSERT INTO login_code (operator, digest, made_at) VALUES (?, ?, ?)",
                arguments: [id, digest.blob, now])
            try auditLog(db, actor).done("operator.code", name.text, [])
            return now + Store.codeLifetime
        }
    }

    /// Begins a session with a code, which is used up, in place of the session before. A right code
    /// logs in however many wrong ones there were. Returns `nil` for a wrong one, and throws
    /// `throttled` where too many were wrong. `account` makes the account's digest from its name.
    package func logIn(
        code: [UInt8]?, session digest: [UInt8], replacing old: [UInt8]?,
        account: (Slug) -> [UInt8], from network: Network
    ) throws -> Session? {
        if let code, try read({ try loginCode(code, $0) }) != nil,
            let session = try use(
                code, session: digest, replacing: old, account: account, from: network)
        {
            return session
        }
        try refuseCode(from: network)
        return nil
    }

    private func use(
        _ code: [UInt8], session digest: [UInt8], replacing old: [UInt8]?,
        account: (Slug) -> [UInt8], from network: Network
    ) throws -> Session? {
        try write { db in
            // Another request may have used it since.
            guard let found = try loginCode(code, db) else { return nil }
            let now = options.now()
            try db.execute(sql: "DELETE FROM login_code WHERE operator = ?", arguments: [found.id])
            try LoginThrottle(db: db, now: now).remember(account(found.name), network)
            try Store.begin(digest, of: found.id, replacing: old, at: now, db)
            try auditLog(db, .web(found.name)).done(
                "session.login", found.name.text, ["from: \(network.text)", "with: code"])
            return Session(name: found.name, role: found.role, createdAt: now, digest: digest)
        }
    }

    private func refuseCode(from network: Network) throws {
        let counted = LoginWay.code.counted(network)
        // A flood is refused by reading.
        try read { try LoginThrottle(db: $0, now: options.now()).check(counted) }
        try write { db in
            _ = try LoginThrottle(db: db, now: options.now()).count(counted)
            try countWrongLogin(.code, network, nil, [], db)
        }
    }

    private func loginCode(_ digest: [UInt8], _ db: Database) throws
        -> (id: Int, name: Slug, role: Role)?
    {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT o.id, o.name, o.role FROM login_code c JOIN operator o ON o.id = c.operator
                WHERE c.digest = ? AND c.made_at > ? AND c.made_at <= ?
                """, arguments: [digest.blob, options.now() - Store.codeLifetime, options.now()])
        return try row.map { (id: $0[0], name: try Slug($0[1]), role: try JobRows.word($0[2])) }
    }

    private func pruneCodes(_ db: Database) throws {
        try db.execute(
            sql: "DELETE FROM login_code WHERE made_at <= ? OR made_at > ?",
            arguments: [options.now() - Store.codeLifetime, options.now()])
    }
}
