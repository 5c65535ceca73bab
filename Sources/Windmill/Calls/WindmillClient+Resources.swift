/// Resources.
extension WindmillClient {
    package func resourceExists(_ path: ItemPath, in id: WorkspaceID) async throws -> Bool {
        try await json(.get("/w/\(id)/resources/exists/\(path)"))
    }

    /// A resource with its value as it was stored: names of variables are not replaced.
    package func resource(_ path: ItemPath, in id: WorkspaceID) async throws -> Resource {
        try await json(.get("/w/\(id)/resources/get/\(path)", limit: Call.itemLimit))
    }

    /// Makes a resource, or sets all of one that exists, the kept fields included.
    package func pushResource(
        _ resource: Resource, keeping kept: [String: JSONValue] = [:], in id: WorkspaceID
    ) async throws {
        try await send(
            .post(
                "/w/\(id)/resources/create", KeepingFields(body: resource, kept: kept),
                query: [("update_if_exists", "true")], repeatable: true))
    }

    /// One page of the workspace's resources, values not included.
    package func resources(in id: WorkspaceID, _ page: ListPage = ListPage()) async throws
        -> Listed<Resource>
    {
        try await json(.get("/w/\(id)/resources/list", page.query, limit: Call.listLimit))
    }

    package func deleteResource(_ path: ItemPath, in id: WorkspaceID) async throws {
        try await send(.delete("/w/\(id)/resources/delete/\(path)"))
    }
}
