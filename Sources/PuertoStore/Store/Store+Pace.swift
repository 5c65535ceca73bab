internal import GRDB
internal import PuertoCore

extension Store {
    /// Throws `throttled` when the author has done as much as sessions may without an approval. It
    /// is called in the transaction of the act, so that no two requests count the same.
    func checkPace(_ act: PacedAct, by actor: Actor, _ db: Database) throws {
        for pace in Pace.all where pace.act == act && Store.counts(actor, pace) {
            guard
                try Store.count(pace, of: actor, since: options.now() - pace.seconds, db)
                    < pace.most
            else { throw pace.exceeded }
        }
    }

    /// Throws `throttled` for an operator who has too many plans to wait for.
    func checkPlansWaiting(of operatorID: Int, _ db: Database) throws {
        let sql = """
            SELECT count(*) FROM errand WHERE state = 'waiting' AND kind = 'plan' AND operator = ?
            """
        let count = try Int.fetchOne(db, sql: sql, arguments: [operatorID]) ?? 0
        guard count < Pace.mostPlansWaiting else {
            throw PuertoError(
                .throttled,
                "\(count) questions of this operator wait for the worker, the limit of each",
                hint: "see whether puerto work is running; "
                    + "--dry-run at the command line has no limit"
            ).spanish(
                "\(count) preguntas de este operador esperan al trabajador, el límite de cada uno",
                hint: "comprueba si «puerto work» está en marcha; "
                    + "--dry-run en la terminal no tiene límite")
        }
    }

    private static func counts(_ actor: Actor, _ pace: Pace) -> Bool {
        switch actor {
        case .web: true
        case .hook: pace.isShared
        case .cli, .unknownLogin, .job, .worker, .workerProcess, .linkReader: false
        }
    }

    private static func count(_ pace: Pace, of actor: Actor, since: Int, _ db: Database) throws
        -> Int
    {
        switch pace.act {
        case .job(let action):
            let sql = (pace.isShared ? jobsOfAll : jobsOfOne) + lately
            let author: StatementArguments = pace.isShared ? [] : [actor.text]
            return try Int.fetchOne(
                db, sql: sql, arguments: author + [action.rawValue, since]) ?? 0
        case .admission, .plan, .cancellation, .revocation:
            return try Int.fetchOne(
                db, sql: linesOfOne, arguments: [actor.text, pace.act.line, since]) ?? 0
        }
    }

    static let jobsOfAll = """
        SELECT count(*) FROM job WHERE (actor GLOB 'web:*' OR actor GLOB 'hook:*')
        """
    static let jobsOfOne = "SELECT count(*) FROM job WHERE actor = ?"
    static let lately = " AND action = ? AND created_at > ?"
    /// The list is that of the index `audit_paced`, which SQLite uses for the same list only.
    static let linesOfOne = """
        SELECT count(*) FROM audit WHERE actor = ? AND action = ? AND at > ? AND outcome = 'done'
            AND action IN ('tenant.add', 'plan.ask', 'job.cancel', 'link.revoke')
        """
}
