/// Variables. Values are sent in clear, and encrypted by the server with the workspace's own key.
extension WindmillClient {
    package func variableExists(_ path: ItemPath, in id: WorkspaceID) async throws -> Bool {
        try await json(.get("/w/\(id)/variables/exists/\(path)"))
    }

    /// A variable, without the value of a secret one.
    package func variable(_ path: ItemPath, in id: WorkspaceID) async throws -> Variable {
        try await json(
            .get(
                "/w/\(id)/variables/get/\(path)", [("decrypt_secret", "false")],
                limit: Call.itemLimit))
    }

    /// The value of a variable, of a secret one too.
    package func variableValue(_ path: ItemPath, in id: WorkspaceID) async throws -> SecretText {
        let value: String = try await json(
            .get("/w/\(id)/variables/get_value/\(path)", limit: Call.itemLimit))
        return SecretText(value)
    }

    package func createVariable(_ variable: NewVariable, in id: WorkspaceID) async throws {
        try await send(
            .post("/w/\(id)/variables/create", variable, secrets: [variable.value]))
    }

    /// Sets value, secrecy and description of a variable that exists.
    package func updateVariable(_ variable: NewVariable, in id: WorkspaceID) async throws {
        try await send(
            .post(
                "/w/\(id)/variables/update/\(variable.path)", variable, repeatable: true,
                secrets: [variable.value]))
    }

    /// One page of the workspace's variables, without values of secret ones.
    package func variables(in id: WorkspaceID, _ page: ListPage = ListPage()) async throws
        -> Listed<Variable>
    {
        try await json(.get("/w/\(id)/variables/list", page.query, limit: Call.listLimit))
    }

    package func deleteVariable(_ path: ItemPath, in id: WorkspaceID) async throws {
        try await send(.delete("/w/\(id)/variables/delete/\(path)"))
    }
}
