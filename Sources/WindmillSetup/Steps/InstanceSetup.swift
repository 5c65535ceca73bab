package import Windmill

/// Brings one instance to its wanted state. Each step looks, does what is missing, and verifies, so
/// that it can be ended anywhere and run again.
package struct InstanceSetup: Sendable {
    private(set) var wanted: WantedInstance
    /// A client without a token.
    let server: WindmillClient
    /// The instance's own PostgreSQL, for a build whose API has no users, and for a lost password.
    let database: (any TenantDatabase)?
    /// The longest time that a step waits: for a login limit, a worker, a job.
    let patience: Duration
    /// The first pause between two looks; later ones are longer.
    let pause: Duration

    package init(
        _ wanted: WantedInstance, at server: WindmillClient,
        database: (any TenantDatabase)? = nil, patience: Duration = .seconds(120),
        pause: Duration = .milliseconds(100)
    ) {
        self.wanted = wanted
        self.server = server
        self.database = database
        self.patience = patience
        self.pause = max(pause, .milliseconds(1))
    }
}

extension InstanceSetup {
    /// The same setup with a login of the client's.
    package func wanting(_ client: WantedLogin?) -> InstanceSetup {
        var setup = self
        setup.wanted.client = client
        return setup
    }

    /// Runs a part of a step. A failed call becomes an error that names the step and the call, and
    /// has none of the wanted secrets, whichever the server has put into it.
    func within<Result>(_ step: SetupStep, _ work: () async throws -> Result) async throws -> Result
    {
        do { return try await work() } catch let error as WindmillError {
            if case .noAuthentication = error { throw SetupError.noLogins }
            throw SetupError.call(step, error.without(wanted.secrets))
        } catch is InvalidValue {
            throw SetupError.foreignAnswer(step)
        }
    }

    /// Looks again and again, with growing pauses, until the look gives a value. Throws `outOfTime`.
    func until<Value>(
        _ step: SetupStep, _ awaited: SetupError.Awaited, _ look: () async throws -> Value?
    ) async throws -> Value {
        let end = ContinuousClock.now + patience
        var next = pause
        while true {
            if let value = try await look() { return value }
            guard .now + next < end else { throw SetupError.outOfTime(step, awaited) }
            try await Task.sleep(for: next)
            next = min(next * 3 / 2, .seconds(2))
        }
    }

    /// Looks again and again until the look is true. Throws `outOfTime`.
    func wait(
        _ step: SetupStep, _ awaited: SetupError.Awaited, _ look: () async throws -> Bool
    ) async throws {
        _ = try await until(step, awaited) { () -> Bool? in try await look() ? true : nil }
    }
}
