internal import GRDB
internal import PuertoCore

extension Store {
    /// Throws `throttled` when the author has done as much as sessions may without an approval. It
    /// is called in the transaction of the act, so that no two requests count the same.
    func checkPace(_ act: PacedAct, by actor: Actor, _ db: Database) throws {
        let now = options.now()
        let reached = try Pace.all.filter { $0.act == act && Store.counts(actor, $0) }
            .compactMap { pace in
                try Store.last(pace, of: actor, since: now - pace.seconds, db).map {
                    (pace: pace, next: $0 + pace.seconds)
                }
            }
        guard let first = reached.first else { return }
        // The next is allowed when no limit is reached any more.
        let next = reached.map(\.next).max() ?? first.next
        throw first.pace.exceeded(by: actor, wait: max(1, next - now), next: next)
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

    /// Returns when the last act that still counts was done, so that the limit is reached; `nil`
    /// where it is not. An act at the time itself counts no more.
    private static func last(_ pace: Pace, of actor: Actor, since: Int, _ db: Database) throws
        -> Int?
    {
        let (sql, arguments): (String, StatementArguments) =
            switch pace.act {
            case .job(let action):
                (
                    (pace.isShared ? jobsOfAll : jobsOfOne) + lately,
                    (pace.isShared ? [] : [actor.text]) + [action.rawValue, since]
                )
            case .admission, .plan, .cancellation, .revocation:
                (linesOfOne, [actor.text, pace.act.line, since])
            }
        let times = try Int.fetchAll(db, sql: sql, arguments: arguments).sorted(by: >)
        return times.count < pace.most ? nil : times[pace.most - 1]
    }

    static let jobsOfAll = """
        SELECT created_at FROM job WHERE (actor GLOB 'web:*' OR actor GLOB 'hook:*')
        """
    static let jobsOfOne = "SELECT created_at FROM job WHERE actor = ?"
    static let lately = " AND action = ? AND created_at > ?"
    /// The list is that of the index `audit_paced`, which SQLite uses for the same list only.
    static let linesOfOne = """
        SELECT at FROM audit WHERE actor = ? AND action = ? AND at > ? AND outcome = 'done'
            AND action IN ('tenant.add', 'plan.ask', 'job.cancel', 'link.revoke')
        """
}
