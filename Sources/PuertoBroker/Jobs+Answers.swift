internal import PuertoCore
internal import PuertoStore
internal import PuertoWire

extension Act: Answered {
    static var access: BrokerAccess { .owner }
    static var writes: Bool { true }

    func answer(in exchange: BrokerExchange) throws -> QueuedJob {
        try check(in: exchange)
        let isEnough = !action.needsApproval && exchange.policy.requires == .password
        guard isEnough else { throw Refused.approvalNeeded }
        return QueuedJob(try queue(in: exchange, approvedBy: nil))
    }

    /// Throws unless the action may be asked for with these parameters, and unless a plan and a
    /// typed slug are there where they are needed.
    func check(in exchange: BrokerExchange) throws {
        guard action.needsTenant else {
            throw PuertoError(.notFound, "there is no such action")
        }
        try parameters.checkAsked()
        try action.checkParameters(parameters)
        if action.needsPlan || action.needsApproval {
            try exchange.store.checkRecordingRefusal(action, slug, by: exchange.session().actor)
        }
        if action.needsPlan {
            guard plan != nil else { throw unplanned }
            if action.isDestructive { try checkTyped() }
        }
    }

    func queue(in exchange: BrokerExchange, approvedBy use: PasskeyUse?) throws -> Job {
        let (store, session) = (exchange.store, try exchange.session())
        var request = JobRequest(action, slug, by: session.actor)
        request.parameters = parameters
        request.parameters.plan = plan
        request.key = try exchange.key(key)
        request.approval = use
        let job = try exchange.recordingUse {
            try exchange.queueing(for: slug) { () -> Job? in
                guard let plan else { return try store.enqueue(request) }
                return try store.enqueue(request, after: plan, by: session)
            }
        }
        guard let job else { throw unplanned }
        return job
    }

    private var unplanned: PuertoError {
        PuertoError(
            .conflict, "\(action.rawValue) needs the plan that you have seen",
            hint: "ask for one: it is valid for 15 minutes"
        ).spanish(
            "«\(action.word(.es))» necesita el plan que has visto",
            hint: "pide uno: vale 15 minutos")
    }

    /// Throws `conflict` unless the client's slug was typed.
    private func checkTyped() throws {
        guard let confirm, confirm.utf8.elementsEqual(slug.text.utf8) else {
            throw PuertoError(
                .conflict, "the slug that was typed is not the client's", hint: "type '\(slug)'"
            ).spanish(
                "el identificador escrito no es el del cliente", hint: "escribe '\(slug)'")
        }
    }
}

extension JobParameters {
    /// Throws `invalid` for parameters that only the command line gives.
    func checkAsked() throws {
        guard !newData, !allowsDowngrade, !prune, plan == nil else {
            throw PuertoError(
                .invalid, "a request from the web names a plan, new data or a downgrade")
        }
        if let reason { _ = try String.line(reason, called: "reason", limit: 500) }
    }
}

extension RequestBuild: Answered {
    static var access: BrokerAccess { .owner }
    static var writes: Bool { true }

    func answer(in exchange: BrokerExchange) throws -> QueuedJob {
        var request = JobRequest(.build, nil, by: try exchange.session().actor)
        request.key = try exchange.key(key)
        return QueuedJob(try exchange.store.enqueueOnce(request))
    }
}

extension GetJobs: Answered {
    static var access: BrokerAccess { .reader }
    static var writes: Bool { false }

    func answer(in exchange: BrokerExchange) throws -> Answer {
        guard (1...200).contains(limit) else {
            throw PuertoError(.invalid, "\(limit) jobs at once", hint: "from 1 to 200")
        }
        let states = Set([state].compactMap { $0 })
        let tenants = try client == nil ? [] : exchange.store.fleet().tenants
        let wanted = try client.map { try Slug(typed: $0, among: tenants) } ?? tenant
        let jobs = try exchange.store.jobs(of: wanted, states: states, limit: limit)
        guard withNames == true else { return Answer(jobs) }
        let slugs = Set(jobs.compactMap(\.tenant))
        let named = try exchange.store.fleet().tenants.filter { slugs.contains($0.slug) }
        let names = named.map { ($0.slug.text, $0.name) }
        return Answer(jobs, names: Dictionary(names, uniquingKeysWith: { first, _ in first }))
    }
}

extension GetJob: Answered {
    static var access: BrokerAccess { .reader }
    static var writes: Bool { false }

    func answer(in exchange: BrokerExchange) throws -> Answer {
        let (job, events) = try exchange.store.job(id: id, eventsAfter: after, limit: 200)
        return Answer(job, events)
    }
}

extension CancelJob: Answered {
    static var access: BrokerAccess { .owner }
    static var writes: Bool { true }

    func answer(in exchange: BrokerExchange) throws -> QueuedJob {
        try checkWhole(id)
        return QueuedJob(try exchange.store.cancel(id, by: exchange.session().actor))
    }
}

extension RetryJob: Answered {
    static var access: BrokerAccess { .owner }
    static var writes: Bool { true }

    func answer(in exchange: BrokerExchange) throws -> QueuedJob {
        try checkWhole(id)
        let store = exchange.store
        let old = try store.job(id)
        guard !old.action.needsPlan else {
            throw PuertoError(
                .conflict, "\(old.action.rawValue) is not repeated without a new plan",
                hint: "ask for the action itself"
            ).spanish(
                "«\(old.action.word(.es))» no se repite sin un plan nuevo",
                hint: "pide la acción misma")
        }
        guard !old.action.needsApproval, exchange.policy.requires == .password else {
            throw Refused.approvalNeeded
        }
        let (key, actor) = (try exchange.key(key), try exchange.session().actor)
        return QueuedJob(
            try exchange.queueing(for: old.tenant) {
                try store.retry(old.id, key: key, by: actor)
            })
    }
}

/// Throws `notFound` unless the text is a job's whole id: prefixes are for people at a command
/// line.
private func checkWhole(_ id: String) throws {
    guard id.utf8.count == 16 else {
        throw PuertoError(.notFound, "there is no such job").spanish("no existe ese trabajo")
    }
}
