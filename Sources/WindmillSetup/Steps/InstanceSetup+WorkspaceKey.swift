package import Windmill

extension InstanceSetup {
    /// Sets the key that encrypts the workspace's secret variables, which the caller has sealed
    /// before, and has the server encrypt them anew. Afterwards the server has the new key and not
    /// the old one, and up to three secrets still have their values.
    package func setWorkspaceKey(_ key: WorkspaceKey, by token: BearerToken) async throws
        -> Outcome
    {
        do { return try await changeKey(to: key, by: token) } catch SetupError.call(
            let step, let text)
        {
            throw SetupError.call(step, CleanText.without([key.secret], in: text))
        }
    }

    private func changeKey(to key: WorkspaceKey, by token: BearerToken) async throws -> Outcome {
        try await within(.workspaceKey) {
            let client = server.authorized(by: token)
            let id = wanted.workspace.id
            guard try await client.encryptionKey(of: id) != key else { return .same }
            let paths = try await client.variables(in: id).rows.filter(\.isSecret).prefix(3)
                .map(\.path)
            let before = try await values(paths, client)
            try await client.setEncryptionKey(of: id, key)
            guard try await client.encryptionKey(of: id) == key else {
                throw SetupError.refusesTheNewSecret(.workspaceKey)
            }
            let after = try await values(paths, client)
            let lost = zip(before, after).count { $0 != $1 }
            guard lost == 0 else { throw SetupError.secretsAreLost(lost) }
            return .changed("the workspace's key is replaced")
        }
    }

    private func values(_ paths: [ItemPath], _ client: WindmillClient) async throws -> [SecretText]
    {
        var values: [SecretText] = []
        for path in paths {
            values.append(try await client.variableValue(path, in: wanted.workspace.id))
        }
        return values
    }
}
