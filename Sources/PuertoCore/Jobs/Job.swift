/// An action that somebody has asked for, as it is recorded.
package struct Job: Hashable, Sendable {
    /// 64 random bits in lower-case hex; a beginning that no other job has will do for people.
    package let id: String
    package let action: Action
    /// `nil` when it is about the whole fleet.
    package let tenant: Slug?
    package let parameters: JobParameters
    /// Who asked, as `<door>:<name>`.
    package let actor: String
    package let state: State
    /// How often it was begun.
    package let attempt: Int
    package let attempts: Int
    /// Seconds since 1970, UTC, as the other times.
    package let createdAt: Int
    /// Not before then: later than now after a failure that may pass.
    package let readyAt: Int
    package let startedAt: Int?
    package let endedAt: Int?
    /// Why it failed, or failed the last time.
    package let error: String?
    /// In their order; none before the job was begun.
    package var steps: [JobStep]

    package init(
        id: String, action: Action, tenant: Slug?, parameters: JobParameters, actor: String,
        state: State, attempt: Int, attempts: Int, createdAt: Int, readyAt: Int, startedAt: Int?,
        endedAt: Int?, error: String?, steps: [JobStep] = []
    ) {
        self.id = id
        self.action = action
        self.tenant = tenant
        self.parameters = parameters
        self.actor = actor
        self.state = state
        self.attempt = attempt
        self.attempts = attempts
        self.createdAt = createdAt
        self.readyAt = readyAt
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.error = error
        self.steps = steps
    }
}

extension Job {
    /// No attempt is put off longer than that, in seconds: a time further ahead was written under
    /// another clock.
    package static let longestPause = 3600

    package func isDue(at now: Int) -> Bool {
        readyAt <= now || readyAt > now + Job.longestPause
    }

    package enum State: String, CaseIterable, Sendable, Codable {
        case queued, running, done, failed, cancelled

        /// Nothing will be done any more unless somebody asks again.
        package var isOver: Bool { self != .queued && self != .running }
    }
}

/// One part of a job: it may be done again, and comes to the same.
package struct JobStep: Hashable, Sendable {
    package let name: String
    /// The recorded name, maybe of another version: see `knownName`.
    package let state: State
    /// Seconds since 1970, UTC.
    package let startedAt: Int?
    package let endedAt: Int?

    package init(name: String, state: State, startedAt: Int? = nil, endedAt: Int? = nil) {
        self.name = name
        self.state = state
        self.startedAt = startedAt
        self.endedAt = endedAt
    }

    package enum State: String, CaseIterable, Sendable, Codable {
        case waiting, running, done, failed
    }
}

/// A line of a job's log.
package struct JobEvent: Hashable, Sendable {
    /// Grows within a job.
    package let number: Int
    /// Seconds since 1970, UTC.
    package let at: Int
    /// Empty for the job as a whole.
    package let step: String
    /// Without secrets, of one line.
    package let text: String

    package init(number: Int, at: Int, step: String, text: String) {
        self.number = number
        self.at = at
        self.step = step
        self.text = text
    }
}
