package import Windmill

extension InstanceSetup {
    /// Tells the work of a step in lines for a dry run; empty when there is nothing to do. It sends
    /// GET requests only, so no login: without a token that works it says what it cannot see.
    package func plan(_ step: SetupStep, token: BearerToken?) async throws -> [String] {
        try await within(step) {
            let state = try await state(of: token)
            switch step {
            case .administrator: return try await administratorPlan(state)
            case .token: return try await tokenPlan(state)
            case .settings, .workspace, .client, .membership:
                guard let client = client(of: state) else {
                    return ["\(step.rawValue): seen when there is a token"]
                }
                return try await plan(step, client)
            case .readiness:
                let now = try await server.readiness()
                return now == .healthy ? [] : ["wait until the instance is healthy"]
            case .smoke: return ["run \(try SmokeScript.path) and compare its result"]
            case .workspaceKey: return []
            }
        }
    }

    private func client(of state: TokenState) -> WindmillClient? {
        switch state {
        case .asWanted(let token), .due(let token): server.authorized(by: token)
        case .useless: nil
        }
    }

    private func administratorPlan(_ state: TokenState) async throws -> [String] {
        if try await server.isFirstTimeSetup() { return ["replace the stock password"] }
        guard let client = client(of: state) else {
            return ["log in as \(wanted.administrator.email), and replace an old password"]
        }
        let count = try await tokens(client).count { $0.label != wanted.token.label }
        return count == 0 ? [] : ["delete other sessions and tokens: \(count)"]
    }

    private func tokenPlan(_ state: TokenState) async throws -> [String] {
        switch state {
        case .useless: return ["make a token '\(wanted.token.label)'"]
        case .due: return ["replace the token '\(wanted.token.label)'"]
        case .asWanted(let token):
            let count = try await tokens(server.authorized(by: token))
                .count { $0.label == wanted.token.label && $0.prefix.text != token.prefix }
            return count == 0 ? [] : ["delete tokens without a record: \(count)"]
        }
    }

    private func plan(_ step: SetupStep, _ client: WindmillClient) async throws -> [String] {
        let id = wanted.workspace.id
        switch step {
        case .settings: return try await differentSettings(client).map { "set \($0.key)" }
        case .workspace:
            return try await workspace(client) == nil ? ["make the workspace \(id)"] : []
        case .client:
            guard let email = wanted.client?.email else { return [] }
            return try await client.userExists(email) ? [] : ["make the login \(email)"]
        case .membership:
            guard let email = wanted.client?.email else { return [] }
            guard try await workspace(client) != nil else {
                return ["make \(email) an administrator of \(id)"]
            }
            let member = try await member(email, client)
            let isThere = member.map { $0.isAdmin && !$0.isDisabled } ?? false
            return isThere ? [] : ["make \(email) an administrator of \(id)"]
        case .administrator, .token, .readiness, .smoke, .workspaceKey: return []
        }
    }
}
