/// Scripts.
extension WindmillClient {
    /// The current version of a script; `nil` when there is none.
    package func script(_ path: ItemPath, in id: WorkspaceID) async throws -> Script? {
        try await ifFound(.get("/w/\(id)/scripts/get/p/\(path)", limit: Call.itemLimit))
    }

    package func scriptExists(_ path: ItemPath, in id: WorkspaceID) async throws -> Bool {
        try await json(.get("/w/\(id)/scripts/exists/p/\(path)"))
    }

    /// Pushes a script: makes it, or a new version of it, or nothing when nothing differs.
    /// Returns the hash of the version that is there now; its lock may still be made. A new version
    /// has no field of the one before but the kept ones.
    package func pushScript(
        _ script: NewScript, keeping kept: [String: JSONValue] = [:], in id: WorkspaceID
    ) async throws -> ScriptHash {
        let call = try Call.post(
            "/w/\(id)/scripts/create", KeepingFields(body: script, kept: kept),
            query: [("skip_if_noop", "true")])
        return try await text(call) { try ScriptHash($0) }
    }

    /// Asks for the state of a version's lock.
    package func deployment(_ hash: ScriptHash, in id: WorkspaceID) async throws -> Deployment {
        try await json(
            .get("/w/\(id)/scripts/deployment_status/h/\(hash)", limit: 2 * Call.itemLimit))
    }

    /// One page of the workspace's scripts, archived ones left out.
    package func scripts(in id: WorkspaceID, _ page: ListPage = ListPage()) async throws
        -> Listed<Script>
    {
        try await json(.get("/w/\(id)/scripts/list", page.query, limit: Call.listLimit))
    }

    /// Takes a script out of use; its versions stay.
    package func archiveScript(_ path: ItemPath, in id: WorkspaceID) async throws {
        try await send(.post("/w/\(id)/scripts/archive/p/\(path)"))
    }

    /// The answer of a call that reads; `nil` when it is refused with 404.
    func ifFound<Value: Decodable>(_ call: Call) async throws -> Value? {
        do { return try await json(call, as: Value.self) } catch WindmillError.refused(
            let refusal) where refusal.status == 404
        {
            return nil
        }
    }
}
