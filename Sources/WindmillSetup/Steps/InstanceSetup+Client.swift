package import Windmill

extension InstanceSetup {
    /// Makes the client's login, and has its recorded password work: another one that the server
    /// has is replaced, and sessions that were opened with it are closed. Former passwords are seen
    /// refused. With those given this is the rotation too.
    package func makeClient(by token: BearerToken) async throws -> Outcome {
        try await within(.client) {
            let client = server.authorized(by: token)
            let wanted = wanted.client
            var changes: [String] = []
            if try await !client.userExists(wanted.email) {
                try await createLogin(client)
                changes.append("the login \(wanted.email) is made")
            }
            var session = try await login(wanted.email, wanted.password, for: .client)
            if session == nil {
                try await checkEnabled(client)
                try await viaDatabase(.client, of: wanted.email, wanted.password) {
                    try await client.setPassword(of: wanted.email, wanted.password)
                }
                changes.append("the password of \(wanted.email) is set")
                session = try await login(wanted.email, wanted.password, for: .client)
                guard let session else { throw SetupError.refusesTheNewSecret(.client) }
                _ = try await closeOthers(session, keeping: [], jobsToo: false)
            }
            try await refuse(wanted.former, of: wanted.email, for: .client)
            if let session { try await close(session) }
            return Outcome(changes)
        }
    }

    private func createLogin(_ client: WindmillClient) async throws {
        let wanted = wanted.client
        do {
            try await client.createUser(
                wanted.email, wanted.password, isSuperAdmin: false, name: wanted.name)
        } catch WindmillError.openSourceBuild {
            try await accounts(for: .client).make(wanted)
        } catch WindmillError.refused(let refusal) where refusal.saysItExists {}
    }

    private func checkEnabled(_ client: WindmillClient) async throws {
        let email = wanted.client.email
        let users = try await client.all { try await client.users($0) }
        guard users.rows.first(where: { $0.email == email })?.isDisabled != true else {
            throw SetupError.loginIsDisabled(email)
        }
    }
}
