/// Folders, resource types.
extension WindmillClient {
    package func folderExists(_ name: FolderName, in id: WorkspaceID) async throws -> Bool {
        try await json(.get("/w/\(id)/folders/exists/\(name)"))
    }

    package func createFolder(_ name: FolderName, summary: String = "", in id: WorkspaceID)
        async throws
    {
        try await send(
            .post("/w/\(id)/folders/create", ["name": name.text, "summary": summary]))
    }

    package func folderNames(in id: WorkspaceID) async throws -> Listed<FolderName> {
        try await json(.get("/w/\(id)/folders/listnames", limit: Call.listLimit))
    }

    package func resourceTypeExists(_ name: ResourceTypeName, in id: WorkspaceID) async throws
        -> Bool
    {
        try await json(.get("/w/\(id)/resources/type/exists/\(name)"))
    }

    package func resourceType(_ name: ResourceTypeName, in id: WorkspaceID) async throws
        -> ResourceType
    {
        try await json(.get("/w/\(id)/resources/type/get/\(name)", limit: Call.itemLimit))
    }

    package func createResourceType(_ type: ResourceType, in id: WorkspaceID) async throws {
        try await send(.post("/w/\(id)/resources/type/create", type))
    }

    package func updateResourceType(_ type: ResourceType, in id: WorkspaceID) async throws {
        let change = ["schema": type.schema, "description": .string(type.description)]
        try await send(
            .post("/w/\(id)/resources/type/update/\(type.name)", change, repeatable: true))
    }
}
