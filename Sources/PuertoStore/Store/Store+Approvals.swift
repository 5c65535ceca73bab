internal import GRDB
package import PuertoCore

/// The use of a passkey that is not good at the moment of the act, which is not done.
package struct UseFailure: Error {
    package let error: PuertoError
    /// True when the count of its signatures says that there is a copy of the passkey.
    package let isAlarm: Bool
}

extension Store {
    /// The rows that an approval names, and the workspace's id. Throws `notFound`.
    package func rows(of slug: Slug, _ name: Slug) throws
        -> (workspace: String, tenant: Int, operator: Int)
    {
        try read { db in
            (
                try String.fetchOne(db, sql: "SELECT id FROM workspace") ?? "",
                try FleetSnapshot(db, path).tenant(slug).id,
                try OperatorRows(db: db).required(name).id
            )
        }
    }

    /// Records the use of a passkey that approves an act, in the act's transaction. Throws
    /// `UseFailure`, and `notFound` for a passkey that was removed meanwhile.
    func record(_ use: PasskeyUse, _ act: String, _ tenant: String, by actor: Actor, _ db: Database)
        throws
    {
        try checkTenant(of: use, tenant, db)
        try note(use, db)
        try auditLog(db, actor).done(
            "approval", tenant, ["act: \(act)", "passkey: \(use.row)", "label: \(use.label)"])
    }

    /// Throws `UseFailure` when the signed row has another name by now, and the name another row.
    private func checkTenant(of use: PasskeyUse, _ tenant: String, _ db: Database) throws {
        guard let signed = use.tenant else { return }
        guard try FleetSnapshot(db, path).tenant(Slug(tenant)).id != signed else { return }
        throw UseFailure(
            error: PuertoError(
                .conflict, "'\(tenant)' is another client by now", hint: "look at it, and ask again"
            ).spanish(
                "'\(tenant)' es ahora otro cliente", hint: "míralo y vuelve a pedirlo"),
            isAlarm: false)
    }

    /// Notes the use in the passkey's row. Throws `UseFailure` when its count has not grown.
    private func note(_ use: PasskeyUse, _ db: Database) throws {
        do {
            try PasskeyRows(db: db).use(
                use.row, signCount: use.signCount, isSynced: use.isSynced, at: options.now())
        } catch let error as PuertoError where error.code == .conflict {
            throw UseFailure(error: error, isAlarm: true)
        }
    }

    /// Records the use of the passkey that has approved a job, if one has.
    func recordApproval(of request: JobRequest, _ db: Database) throws {
        guard let use = request.approval else { return }
        try record(
            use, request.action.rawValue, request.tenant?.text ?? "", by: request.actor, db)
    }

    /// Records that a signature did not approve an act.
    package func recordRefusedApproval(
        _ act: String, _ slug: Slug, _ reason: String, by actor: Actor
    ) throws {
        try write { db in
            try auditLog(db, actor).write(
                .refused, "approval", slug.text, ["act: \(act)", "reason: \(reason)"])
        }
    }

    /// Records that a passkey's count says that there is a copy of it, whatever became of the
    /// session meanwhile: a logout must not hold the line back.
    package func recordPasskeyAlarm(_ reason: String, of name: Slug) throws {
        try write(for: nil) { db in
            try auditLog(db, .web(name)).write(
                .failed, "passkey.alarm", name.text, ["reason: \(reason)"])
        }
    }

    /// Returns an operator's approvals, newest first.
    package func approvals(by name: Slug, limit: Int) throws -> [Approval] {
        try read { db in
            return try Row.fetchAll(
                db, sql: Store.approvalsOfOne, arguments: [Actor.web(name).text, limit]
            ).map { row in
                let lines = (row[2] as String).split(separator: "\n")
                func value(_ name: String) -> String {
                    let line = lines.first { $0.hasPrefix("\(name): ") }
                    return line.map { String($0.dropFirst(name.count + 2)) } ?? ""
                }
                return Approval(
                    at: row[0], act: value("act"), tenant: row[1], passkey: value("label"))
            }
        }
    }

    /// Throws `throttled` for a network from which too many logins with passkeys have failed.
    package func checkPasskeyLogins(from network: Network) throws {
        try read { db in
            try LoginThrottle(db: db, now: options.now()).check(LoginWay.passkey.counted(network))
        }
    }

    /// Begins a session with a passkey, in place of the session before. Throws `UseFailure`.
    package func logIn(
        _ name: Slug, with use: PasskeyUse, session digest: [UInt8], replacing old: [UInt8]?,
        account: [UInt8], from network: Network
    ) throws -> Session {
        try write { db in
            let (now, found) = (options.now(), try OperatorRows(db: db).required(name))
            try note(use, db)
            try LoginThrottle(db: db, now: now).remember(account, network)
            try Store.begin(digest, of: found.id, replacing: old, at: now, db)
            try auditLog(db, .web(name)).done(
                "session.login", name.text,
                ["from: \(network.text)", "passkey: \(use.row)", "label: \(use.label)"])
            return Session(name: name, role: found.role, createdAt: now, digest: digest)
        }
    }

    /// Counts and records that a signature did not begin a session.
    package func refusePasskeyLogin(_ reason: String, from network: Network) throws {
        try write { db in
            _ = try LoginThrottle(db: db, now: options.now())
                .count(LoginWay.passkey.counted(network))
            try countWrongLogin(.passkey, network, nil, ["reason: \(reason)"], db)
        }
    }
}

extension Store {
    /// Secrets that an operator, and all operators together, may have approved within an hour.
    private static let secretsOfOne = 30
    private static let secretsOfAll = 100

    // The terms of `action` are those of the indexes, which SQLite uses for the same terms only.
    static let approvalsOfOne = """
        SELECT at, object, detail FROM audit
        WHERE actor = ? AND action = 'approval' AND outcome = 'done' ORDER BY seq DESC LIMIT ?
        """
    static let secretsLately = """
        SELECT count(*), count(*) FILTER (WHERE actor = ?) FROM audit
        WHERE at > ? AND outcome = 'done' AND action IN ('reveal.ask', 'link.ask')
        """
    static let pagesLately = """
        SELECT count(*), count(*) FILTER (WHERE actor = ?) FROM audit
        WHERE at > ? AND outcome = 'done' AND action = 'page.ask'
        """

    /// Throws `throttled` when too many secrets were asked for within an hour.
    package func checkSecrets(by actor: Actor) throws {
        try read { db in try checkApprovedSecrets(actor, db) }
    }

    func checkApprovedSecrets(_ actor: Actor, _ db: Database) throws {
        var (all, own) = (0, 0)
        for sql in [Store.secretsLately, Store.pagesLately] {
            let row = try Row.fetchOne(db, sql: sql, arguments: [actor.text, options.now() - 3600])
            all += row?[0] as Int? ?? 0
            own += row?[1] as Int? ?? 0
        }
        guard all < Store.secretsOfAll, own < Store.secretsOfOne else {
            throw PuertoError(
                .throttled,
                "too many secrets within an hour: \(own) by this operator, \(all) by all",
                hint: "puerto credential show has no limit"
            ).spanish(
                "demasiados secretos en una hora: \(own) de este operador, \(all) en total",
                hint: "puerto credential show no tiene límite")
        }
    }
}
