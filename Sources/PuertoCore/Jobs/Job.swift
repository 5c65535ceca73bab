/// A request for an action, and how far it has come, as its row records it.
package struct Job: Hashable, Sendable, Codable {
    /// 64 random bits in lower-case hex. Commands also take a beginning that no other job has.
    package let id: String
    package let action: Action
    /// `nil` for an action on the whole fleet.
    package let tenant: Slug?
    package let parameters: JobParameters
    /// The text of the `Actor` who asked.
    package let actor: String
    package let state: State
    /// The number of attempts that were begun.
    package let attempt: Int
    /// The most attempts that are made.
    package let attempts: Int
    /// Seconds since 1970, UTC, as the other times.
    package let createdAt: Int
    /// The earliest start of the next attempt. It is in the future after a failure that may pass.
    package let readyAt: Int
    package let startedAt: Int?
    package let endedAt: Int?
    /// The error of the last attempt that failed.
    package let error: String?
    /// The same error in Spanish; `nil` where only its English text was recorded.
    package let spanishError: String?
    /// The steps in their order. There are none before the first attempt.
    package var steps: [JobStep]

    package init(
        id: String, action: Action, tenant: Slug?, parameters: JobParameters, actor: String,
        state: State, attempt: Int, attempts: Int, createdAt: Int, readyAt: Int, startedAt: Int?,
        endedAt: Int?, error: String?, spanishError: String? = nil, steps: [JobStep] = []
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
        self.spanishError = spanishError
        self.steps = steps
    }
}

extension Job {
    /// The error in a language; in English where it has no Spanish words.
    package func error(_ l: Language) -> String? { l == .es ? spanishError ?? error : error }

    /// The longest pause before an attempt, in seconds. A time further ahead was written under
    /// another clock.
    package static let longestPause = 3600

    package func isDue(at now: Int) -> Bool {
        readyAt <= now || readyAt > now + Job.longestPause
    }

    package enum State: String, CaseIterable, Sendable, Codable {
        case queued, running, done, failed, cancelled

        /// True when no attempt will follow. A retry is a new job.
        package var isOver: Bool { self != .queued && self != .running }
    }
}

/// An idempotent part of a job, as its row records it.
package struct JobStep: Hashable, Sendable, Codable {
    /// The recorded name, maybe of another version: see `knownName`.
    package let name: String
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
package struct JobEvent: Hashable, Sendable, Codable {
    /// Increases within a job.
    package let number: Int
    /// Seconds since 1970, UTC.
    package let at: Int
    /// Empty for the job as a whole.
    package let step: String
    /// One line without secrets.
    package let text: String
    /// The same line in Spanish; only what a failure says has one.
    package let spanish: String?

    package init(number: Int, at: Int, step: String, text: String, spanish: String? = nil) {
        self.number = number
        self.at = at
        self.step = step
        self.text = text
        self.spanish = spanish
    }

    /// The line in a language; in English where it has no Spanish words.
    package func text(_ l: Language) -> String { l == .es ? spanish ?? text : text }
}
