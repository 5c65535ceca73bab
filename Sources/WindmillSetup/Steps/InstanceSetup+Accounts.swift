internal import Windmill

extension InstanceSetup {
    /// Sets a password by the API, or in the database where the build's API refuses to.
    func viaDatabase(
        _ step: SetupStep, of email: LoginEmail, _ password: SecretText,
        _ call: () async throws -> Void
    ) async throws {
        do { try await call() } catch WindmillError.openSourceBuild {
            try await accounts(for: step).setPassword(of: email, password)
        }
    }

    func accounts(for step: SetupStep) throws -> AccountTable {
        guard let database else { throw SetupError.needsTheDatabase(step) }
        return AccountTable(database: database)
    }
}
