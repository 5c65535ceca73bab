/// Flows and apps.
extension WindmillClient {
    /// A flow; `nil` when there is none.
    package func flow(_ path: ItemPath, in id: WorkspaceID) async throws -> Flow? {
        try await ifFound(.get("/w/\(id)/flows/get/\(path)", limit: Call.itemLimit))
    }

    package func flowExists(_ path: ItemPath, in id: WorkspaceID) async throws -> Bool {
        try await json(.get("/w/\(id)/flows/exists/\(path)"))
    }

    package func createFlow(_ flow: Flow, in id: WorkspaceID) async throws {
        try await send(.post("/w/\(id)/flows/create", flow))
    }

    /// Sets all of a flow that exists, the kept fields included; each call makes a version of it.
    package func updateFlow(
        _ flow: Flow, keeping kept: [String: JSONValue] = [:], in id: WorkspaceID
    ) async throws {
        try await send(
            .post("/w/\(id)/flows/update/\(flow.path)", KeepingFields(body: flow, kept: kept)))
    }

    /// One page of the workspace's flows, archived ones left out.
    package func flows(in id: WorkspaceID, _ page: ListPage = ListPage()) async throws
        -> Listed<ListedItem>
    {
        try await json(.get("/w/\(id)/flows/list", page.query, limit: Call.listLimit))
    }

    /// Takes a flow out of use; its versions stay.
    package func archiveFlow(_ path: ItemPath, in id: WorkspaceID) async throws {
        try await send(
            .post("/w/\(id)/flows/archive/\(path)", ["archived": true], repeatable: true))
    }

    /// One page of the workspace's apps.
    package func apps(in id: WorkspaceID, _ page: ListPage = ListPage()) async throws
        -> Listed<ListedItem>
    {
        try await json(.get("/w/\(id)/apps/list", page.query, limit: Call.listLimit))
    }

    /// An app with its parts; `nil` when there is none.
    package func app(_ path: ItemPath, in id: WorkspaceID) async throws -> App? {
        try await ifFound(.get("/w/\(id)/apps/get/p/\(path)", limit: Call.listLimit))
    }
}
