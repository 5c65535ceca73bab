import PuertoCore
import Synchronization

@testable import PuertoStore

extension Workshop {
    /// Makes a store with clients, which are ready unless another status is given.
    func make(clients: String..., status: Tenant.Status = .ready) throws -> Store {
        let store = try make()
        for slug in clients { try store.add(.make(slug, status: status)) }
        return store
    }

    func pass(_ seconds: Int) { clock.withLock { $0 += seconds } }
}

extension HolderWatch {
    /// Sees that these holders are gone and that all others live.
    static func gone(_ holders: String...) -> HolderWatch {
        HolderWatch { holders.contains($0.text) }
    }

    /// Sees no holder.
    static let blind = HolderWatch { _ in nil }
}

extension Store {
    @discardableResult
    func ask(
        _ action: Action, _ slug: String?, by actor: Actor = .cli("ana"), key: String? = nil,
        priority: Int = 0, attempts: Int = 3, parameters: JobParameters = JobParameters()
    ) throws -> Job {
        var request = JobRequest(action, try slug.map(Slug.init(_:)), by: actor)
        request.key = key
        request.priority = priority
        request.attempts = attempts
        request.parameters = parameters
        if action.needsReason, parameters.reason == nil { request.parameters.reason = "late" }
        return try enqueue(request)
    }

    /// Claims a job. Returns `nil` when none is due.
    func claim(_ id: String? = nil, by holder: String, _ watch: HolderWatch = .gone()) throws
        -> Lease?
    {
        try claim(id, for: LeaseHolder(holder), watch: watch)
    }

    /// Returns the newest lines of the history as `outcome action object`, oldest first.
    func history(_ count: Int) throws -> [String] {
        try auditEntries(count).reversed().map { "\($0.outcome) \($0.action) \($0.object)" }
    }

    /// Returns what pages show of a tenant's stack.
    func operations(_ slug: String) throws -> Operations {
        let records = try records()
        return try records.index(of: Slug(slug)).map(records.operations) ?? Operations()
    }

    func log(_ job: Job) throws -> [String] {
        try events(of: job.id).map { ($0.step.isEmpty ? "" : "\($0.step): ") + $0.text }
    }
}
