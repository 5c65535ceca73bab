/// The one thing that the operator does next for a client, from the facts of its record.
///
/// The client's page, the first page and the command line read it, so all say the same.
package enum NextStep: Hashable, Sendable {
    /// It was never set up, or setting it up has stopped halfway.
    case provision
    /// A job for it is queued or runs; nothing is to be done meanwhile.
    case wait(Action)
    /// The newest job has failed.
    case retry(Action)
    /// It takes the whole disk of its plan.
    case makeRoom
    /// Its services do not answer as they should.
    case restart
    /// It differs from its record.
    case reconcile
    /// It runs, but the record lacks the contact's e-mail, which is the user name.
    case giveContact
    /// It runs, but Puerto does not have the password of its login.
    case recordPassword
    /// It runs, and its client has no access yet.
    case handOver
    /// It is suspended.
    case resume
    /// It is archived; its data stays.
    case bringBack
    /// It is on another machine. While it has no stack it can be moved to `here`.
    case elsewhere(Slug, here: Slug?)
    /// It is only observed, and not as it was when it was adopted, or does not answer.
    case look
    /// It runs, and nothing is to be done.
    case nothing
}

extension NextStep.Facts {
    /// The facts of a record. `diskLimit` is the `disk_gb` of its plan; `here` is the host of this
    /// machine.
    package init(
        _ line: TenantLine, _ operations: Operations, _ access: HandoffFacts, here: Slug?,
        diskLimit: Int?
    ) {
        self.init(
            status: line.status, job: operations.jobs.first.map { ($0.action, $0.state) },
            health: operations.presentProbe?.health,
            hasDrift: operations.drift.contains { $0.verdict == .differs },
            isDiskFull: operations.disk?.state(limit: diskLimit) == .full,
            access: access, away: line.away(from: here), isObserved: line.isObserved)
    }
}

extension NextStep {
    /// The facts that decide the step.
    package struct Facts: Sendable {
        package var status: Tenant.Status
        /// The newest job and its state; `nil` without one.
        package var job: (action: Action, state: Job.State)?
        /// The result of the present probe; `nil` when none has confirmed the state.
        package var health: Health?
        package var hasDrift: Bool
        package var isDiskFull: Bool
        package var access: HandoffFacts
        /// The client's host, and this machine's; `nil` when they are the same.
        package var away: (host: Slug, here: Slug)?
        package var isObserved: Bool

        package init(
            status: Tenant.Status, job: (action: Action, state: Job.State)? = nil,
            health: Health? = nil, hasDrift: Bool = false, isDiskFull: Bool = false,
            access: HandoffFacts = HandoffFacts(), away: (host: Slug, here: Slug)? = nil,
            isObserved: Bool = false
        ) {
            self.status = status
            self.job = job
            self.health = health
            self.hasDrift = hasDrift
            self.isDiskFull = isDiskFull
            self.access = access
            self.away = away
            self.isObserved = isObserved
        }
    }

    /// The most urgent step: what runs, then what has failed, then what the state asks for. A
    /// client of another machine has none of these here.
    package init(_ facts: Facts) {
        if let (host, here) = facts.away {
            self = .elsewhere(host, here: facts.status == .draft ? here : nil)
            return
        }
        if facts.isObserved {
            self = NextStep.ofObserved(facts)
            return
        }
        switch facts.job {
        case (let action, .queued)?, (let action, .running)?:
            self = .wait(action)
            return
        case (let action, .failed)?:
            self = .retry(action)
            return
        case (_, .done)?, (_, .cancelled)?, nil: break
        }
        switch facts.status {
        case .draft, .provisioning: self = .provision
        case .archived: self = .bringBack
        case .suspended: self = facts.isDiskFull ? .makeRoom : .resume
        case .ready, .degraded: self = NextStep.ofRunning(facts)
        }
    }

    private static func ofRunning(_ facts: Facts) -> NextStep {
        if facts.isDiskFull { return .makeRoom }
        if facts.status == .degraded || (facts.health ?? .healthy) != .healthy { return .restart }
        if facts.hasDrift { return .reconcile }
        if facts.access.isHandedOver { return .nothing }
        if !facts.access.hasContact { return .giveContact }
        return facts.access.hasPassword ? .handOver : .recordPassword
    }

    /// The step for a stack that Puerto did not make: nothing is changed there.
    private static func ofObserved(_ facts: Facts) -> NextStep {
        let isWell = facts.status == .ready && (facts.health ?? .healthy) == .healthy
        if !isWell || facts.hasDrift { return .look }
        if facts.access.isHandedOver { return .nothing }
        if !facts.access.hasPassword { return .recordPassword }
        return facts.access.hasContact ? .handOver : .giveContact
    }

    /// Tells whether its client has no access yet, and the system is well.
    package var isAboutHandingOver: Bool {
        self == .handOver || self == .giveContact || self == .recordPassword
    }

    /// Tells whether it is only done by its command, also where the portal acts.
    package var isTyped: Bool {
        if case .elsewhere = self { return true }
        return self == .recordPassword || self == .look
    }
}

extension TenantLine {
    /// Its host and this machine's; `nil` when they are the same, or this machine's is not known.
    package func away(from here: Slug?) -> (host: Slug, here: Slug)? {
        here.flatMap { $0 == host ? nil : (host, $0) }
    }
}
