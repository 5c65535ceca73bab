package import Windmill

extension InstanceSetup {
    /// Sets the key that encrypts the workspace's secret variables, which the caller has sealed
    /// before, and has the server encrypt them anew. Afterwards the server has the new key and not
    /// the old one, and up to three secrets still have their values.
    package func setWorkspaceKey(_ key: WorkspaceKey, by token: BearerToken) async throws
        -> Outcome
    {
        do { return try await changeKey(to: key, by: token) } catch SetupError.call(
            let step, let error)
        {
            throw SetupError.call(step, error.without([key.secret]))
        }
    }

    private func changeKey(to key: WorkspaceKey, by token: BearerToken) async throws -> Outcome {
        try await within(.workspaceKey) {
            let client = server.authorized(by: token)
            let id = wanted.workspace.id
            guard try await client.encryptionKey(of: id) != key else { return .same }
            let before = try await someSecrets(client)
            try await client.setEncryptionKey(of: id, key)
            guard try await client.encryptionKey(of: id) == key else {
                throw SetupError.refusesTheNewSecret(.workspaceKey)
            }
            var lost = 0
            for (path, value) in before
            where try await self.value(path, client) != value { lost += 1 }
            guard lost == 0 else { throw SetupError.secretsAreLost(lost) }
            return .changed("the workspace's key is replaced")
        }
    }

    /// Up to three secret variables with their values. One that cannot be read now, such as a very
    /// long one, says nothing about the keys.
    private func someSecrets(_ client: WindmillClient) async throws
        -> [(path: ItemPath, value: SecretText)]
    {
        let id = wanted.workspace.id
        let listed = try await client.readable { try await client.variables(in: id, $0) }
        var found: [(path: ItemPath, value: SecretText)] = []
        for variable in listed.rows where variable.isSecret && found.count < 3 {
            guard let value = try await value(variable.path, client) else { continue }
            found.append((variable.path, value))
        }
        return found
    }

    /// The value of a variable; `nil` when it alone cannot be read.
    private func value(_ path: ItemPath, _ client: WindmillClient) async throws -> SecretText? {
        do {
            return try await client.variableValue(path, in: wanted.workspace.id)
        } catch let error as WindmillError where error.isOfOneRead { return nil }
    }
}
