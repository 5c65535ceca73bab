/// Workspaces, their members and their keys.
extension WindmillClient {
    package func workspaceExists(_ id: WorkspaceID) async throws -> Bool {
        try await json(.post("/workspaces/exists", ["id": id], repeatable: true))
    }

    /// Makes a workspace whose owner is the token's login. Its name has at most 50 code points, which
    /// is how the database counts.
    package func createWorkspace(_ id: WorkspaceID, name: String) async throws {
        guard (1...50).contains(name.unicodeScalars.count) else {
            throw InvalidValue(name, "the name of a workspace, 1 to 50 characters long")
        }
        // Without `username`: the server refuses it while it makes names by itself.
        try await send(.post("/workspaces/create", ["id": id.text, "name": name]))
    }

    /// The workspaces of the token's login.
    package func workspaces() async throws -> Listed<Workspace> {
        try await json(.get("/workspaces/list", limit: Call.listLimit))
    }

    /// One page of all workspaces; needs a superadmin.
    package func allWorkspaces(_ page: ListPage = ListPage()) async throws -> Listed<Workspace> {
        try await json(
            .get("/workspaces/list_as_superadmin", page.query, limit: Call.listLimit))
    }

    package func members(of id: WorkspaceID) async throws -> Listed<Member> {
        try await json(.get("/w/\(id)/users/list", limit: Call.listLimit))
    }

    /// Makes a login a member, also one that does not exist yet. Throws a refusal that
    /// `saysItExists` when it is one.
    package func addMember(_ email: LoginEmail, to id: WorkspaceID, isAdmin: Bool) async throws {
        try await send(
            .post("/w/\(id)/workspaces/add_user", NewMember(email: email, isAdmin: isAdmin)))
    }

    /// Changes what a member may do.
    package func updateMember(_ name: UserName, of id: WorkspaceID, _ change: MemberChange)
        async throws
    {
        try await send(.post("/w/\(id)/users/update/\(name)", change, repeatable: true))
    }

    /// The key that encrypts the workspace's secret variables.
    package func encryptionKey(of id: WorkspaceID) async throws -> WorkspaceKey {
        let call = Call.get("/w/\(id)/workspaces/encryption_key")
        let answer: KeyAnswer = try await json(call)
        guard let key = try? WorkspaceKey(answer.key) else {
            throw WindmillError.malformed(call.name, field: "key")
        }
        return key
    }

    /// Sets the key, and has every secret variable encrypted anew in one transaction; needs a
    /// superadmin.
    package func setEncryptionKey(of id: WorkspaceID, _ key: WorkspaceKey) async throws {
        try await send(
            .post(
                "/w/\(id)/workspaces/encryption_key", ["new_key": key.secret.text],
                secrets: [key.secret]))
    }
}

private struct NewMember: Encodable {
    let email: LoginEmail
    let isAdmin: Bool
    let isOperator = false

    enum CodingKeys: String, CodingKey {
        case email
        case isAdmin = "is_admin"
        case isOperator = "operator"
    }
}

private struct KeyAnswer: Decodable {
    let key: String
}
