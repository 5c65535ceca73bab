package import Windmill

extension InstanceSetup {
    /// Makes the client's workspace. One that exists keeps its name. Throws `workspaceIsArchived`.
    package func makeWorkspace(by token: BearerToken) async throws -> Outcome {
        try await within(.workspace) {
            let client = server.authorized(by: token)
            if let found = try await workspace(client) {
                guard !found.isArchived else { throw SetupError.workspaceIsArchived(found.id) }
                return .same
            }
            let (id, name) = (wanted.workspace.id, wanted.workspace.name)
            do { try await client.createWorkspace(id, name: name) } catch WindmillError.refused(
                let refusal) where refusal.saysItExists
            {}
            guard try await workspace(client) != nil else {
                throw SetupError.changeIsNotThere(.workspace, .workspace(id))
            }
            return .changed("the workspace \(id) is made")
        }
    }

    /// Makes the client's login, if one is wanted, an administrator of its workspace.
    package func makeMember(by token: BearerToken) async throws -> Outcome {
        try await within(.membership) {
            guard let email = wanted.client?.email else { return .same }
            let client = server.authorized(by: token)
            let id = wanted.workspace.id
            switch try await member(email, client) {
            case .some(let member) where member.isAdmin && !member.isDisabled: return .same
            case .some(let member):
                let change = MemberChange(isAdmin: true, isDisabled: false)
                try await client.updateMember(member.name, of: id, change)
            case .none:
                try await add(email, client)
            }
            guard let member = try await member(email, client), member.isAdmin, !member.isDisabled
            else {
                throw SetupError.changeIsNotThere(.membership, .membership(email))
            }
            return .changed("\(email) is an administrator of \(id)")
        }
    }

    private func add(_ email: LoginEmail, _ client: WindmillClient) async throws {
        do {
            try await client.addMember(email, to: wanted.workspace.id, isAdmin: true)
        } catch WindmillError.refused(let refusal) where refusal.saysItExists {}
    }

    func workspace(_ client: WindmillClient) async throws -> Workspace? {
        try await client.all { try await client.allWorkspaces($0) }
            .rows.first { $0.id == wanted.workspace.id }
    }

    func member(_ email: LoginEmail, _ client: WindmillClient) async throws -> Member? {
        try await client.members(of: wanted.workspace.id).rows.first { $0.email == email }
    }
}
