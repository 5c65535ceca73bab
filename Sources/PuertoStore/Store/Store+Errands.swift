internal import GRDB
package import PuertoCore

extension Store {
    /// The most questions that may be open at once.
    private static let mostErrands = 20

    /// Records an errand for the worker, with the use of the passkey that has approved it. Throws
    /// `throttled` when too many are open or were approved, and `UseFailure`.
    package func ask(
        _ question: Errand.Question, of slug: Slug, by session: Session,
        approvedBy use: PasskeyUse? = nil
    ) throws -> Errand {
        try write { db in
            let operatorID = try OperatorRows(db: db).required(session.name).id
            if let use {
                try checkApprovedSecrets(session.actor, db)
                try record(use, question.kind, slug.text, by: session.actor, db)
            } else {
                try checkPace(.plan, by: session.actor, db)
            }
            let rows = ErrandRows(db: db, now: options.now())
            try rows.prune()
            if use == nil { try checkPlansWaiting(of: operatorID, db) }
            let record = try FleetSnapshot(db, path).tenant(slug)
            let open = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM errand WHERE state = 'waiting'")
            guard open ?? 0 < Store.mostErrands else {
                throw PuertoError(
                    .throttled, "the worker has \(open ?? 0) questions to answer first",
                    hint: "see whether puerto work is running"
                ).spanish(
                    "el trabajador tiene \(open ?? 0) preguntas pendientes",
                    hint: "comprueba si «puerto work» está en marcha")
            }
            let id = try rows.add(question, tenant: record.id, operator: operatorID)
            try rows.reserve(id, for: session)
            try auditLog(db, session.actor).done(
                "\(question.kind).ask", slug.text, ["errand: \(id.prefix(8))"] + question.lines)
            guard let errand = try rows.find(id, by: session.actor)?.errand else {
                throw PuertoError(.io, "the errand was not recorded")
            }
            return errand
        }
    }

    /// Returns an errand and, if it asks for a plan and is answered, the plan. Throws `notFound`
    /// for an errand that has expired or belongs to another operator.
    package func errand(_ id: String, by session: Session) throws
        -> (errand: Errand, plan: (text: String, hash: String)?)
    {
        try read { db in
            guard let record = try Store.record(id, session, options.now(), db) else {
                throw Store.noErrand()
            }
            return (record.errand, record.plan)
        }
    }

    /// Hands over the envelope of an errand, once, and deletes the errand. The envelope is `nil`
    /// until the worker has answered. Another session of the same operator gets nothing and uses
    /// nothing up.
    package func takeEnvelope(_ id: String, by session: Session) throws
        -> (errand: Errand, envelope: SealedEnvelope?)
    {
        try write { db in
            let record = try Store.record(id, session, options.now(), db)
            guard let record, record.plan == nil, record.errand.question.kind != "plan",
                try ErrandRows(db: db, now: options.now()).isReserved(record.seq, for: session)
            else { throw Store.noErrand() }
            guard let envelope = record.envelope else { return (record.errand, nil) }
            try db.execute(sql: "DELETE FROM errand WHERE seq = ?", arguments: [record.seq])
            try auditLog(db, session.actor).done(
                "\(record.errand.question.kind).take", record.errand.tenant.text,
                ["errand: \(id.prefix(8))"] + record.errand.question.lines)
            return (record.errand, envelope)
        }
    }

    /// Queues the job of a plan that this operator was shown within `Errand.longest`, and uses the
    /// plan up. The same idempotency key again returns the same job. Throws what `enqueue` throws,
    /// and then the plan is still good. Returns `nil` without such a plan.
    package func enqueue(_ request: JobRequest, after plan: String, by session: Session) throws
        -> Job?
    {
        try write { db -> Result<Job?, PuertoError> in
            if let key = request.key, try JobRows(db: db).keyed(key) != nil {
                return try enqueue(request, db).map { $0 }
            }
            guard let seq = try shown(plan, request, session, db) else { return .success(nil) }
            let outcome = try enqueue(request, db)
            if case .success = outcome {
                try db.execute(sql: "DELETE FROM errand WHERE seq = ?", arguments: [seq])
            }
            return outcome.map { $0 }
        }.get()
    }

    /// The row of a plan of this action that this operator was shown.
    private func shown(
        _ hash: String, _ request: JobRequest, _ session: Session, _ db: Database
    ) throws -> Int? {
        let (rows, now) = (ErrandRows(db: db, now: options.now()), options.now())
        let found = try Row.fetchAll(
            db, sql: "\(ErrandRows.columns) WHERE hash = ?", arguments: [hash])
        return found.compactMap { try? rows.record($0) }.first { record in
            guard case .plan(request.action, _) = record.errand.question else { return false }
            return record.errand.tenant == request.tenant
                && record.errand.actor == session.actor && Store.isFresh(record.errand, now)
        }?.seq
    }
}

extension Store {
    /// Returns the oldest open errand, or `nil`. An errand that cannot be read fails alone; else
    /// nothing is written.
    package func nextErrand() throws -> Errand? {
        let found = try read { db in try ErrandRows(db: db, now: options.now()).waiting() }
        if !found.unreadable.isEmpty {
            try write { db in
                let rows = ErrandRows(db: db, now: options.now())
                for bad in found.unreadable { try rows.fail(bad.seq, bad.reason) }
            }
        }
        return found.errands.first { Store.isFresh($0, options.now()) }
    }

    /// Answers an errand. Does nothing when it was answered meanwhile.
    package func answer(_ errand: Errand, _ answer: ErrandAnswer, by actor: Actor) throws {
        try write { db in
            guard try ErrandRows(db: db, now: options.now()).answer(errand.id, answer) else {
                return
            }
            try note(errand, answer, actor, db)
        }
    }

    /// Answers an errand for a link, which is recorded in the same transaction.
    package func answer(
        _ errand: Errand, _ offer: LinkOffer, _ link: SealedLink, _ envelope: SealedEnvelope,
        by actor: Actor
    ) throws {
        try write { db in
            let answer = ErrandAnswer.envelope(envelope)
            guard try ErrandRows(db: db, now: options.now()).answer(errand.id, answer) else {
                return
            }
            _ = try addLink(errand.tenant, offer, link, by: errand.actor, db)
            try note(errand, answer, actor, db)
        }
    }

    /// Answers an errand for a sealed page: the page is issued and the build that publishes it is
    /// queued in the same transaction. Returns false when the errand was answered meanwhile. Throws
    /// what `issueHandoff` throws, and `conflict` when no browser can be waiting any more.
    package func answerPage(
        _ errand: Errand, _ envelope: SealedEnvelope, by actor: Actor,
        seal: (SecretPlace) throws -> SealedCredential
    ) throws -> Bool {
        try write { db in
            let (now, answer) = (options.now(), ErrandAnswer.envelope(envelope))
            guard now - errand.askedAt <= Errand.patience else {
                throw PuertoError(
                    .conflict, "the browser that asked for the page does not wait any more",
                    hint: "ask again"
                ).spanish("el navegador que pidió la página ya no espera", hint: "pídela otra vez")
            }
            guard try ErrandRows(db: db, now: now).answer(errand.id, answer) else {
                return false
            }
            _ = try issueHandoff(
                errand.tenant, passphrase: .words, by: errand.actor, db, seal: seal)
            try note(errand, answer, actor, db)
            _ = try enqueueOnce(JobRequest(.build, nil, by: actor), db).get()
            return true
        }
    }

    private func note(_ errand: Errand, _ answer: ErrandAnswer, _ actor: Actor, _ db: Database)
        throws
    {
        let detail = ["errand: \(errand.id.prefix(8))"]
        let log = try auditLog(db, actor)
        let action = "\(errand.question.kind).answer"
        if case .failure(let text) = answer {
            try log.write(
                .failed, action, errand.tenant.text,
                detail + ["error: \(JobRows.cut(text.english))"])
        } else {
            try log.done(action, errand.tenant.text, detail)
        }
    }

    private static func record(_ id: String, _ session: Session, _ now: Int, _ db: Database) throws
        -> ErrandRows.Entry?
    {
        let record = try ErrandRows(db: db, now: now).find(id, by: session.actor)
        return record.flatMap { isFresh($0.errand, now) ? $0 : nil }
    }

    private static func isFresh(_ errand: Errand, _ now: Int) -> Bool {
        abs(now - errand.askedAt) <= Errand.longest
    }

    private static func noErrand() -> PuertoError {
        PuertoError(
            .notFound, "there is no such question",
            hint: "answers are kept for 15 minutes, and secrets are handed over once"
        ).spanish(
            "no existe esa pregunta",
            hint: "las respuestas se guardan 15 minutos y los secretos se entregan una sola vez")
    }
}
