/// The kinds of items that lists and single reads give with all their fields.
package enum StoredKind: String, Hashable, Sendable, CaseIterable {
    case variable = "variables"
    case resource = "resources"
    case script = "scripts"
    case flow = "flows"
    case schedule = "schedules"
}

/// Items with all their fields, for comparing and copying a workspace.
extension WindmillClient {
    /// One page of the workspace's items of a kind, archived ones left out. Contents, and values of
    /// resources, may be missing.
    package func stored(_ kind: StoredKind, in id: WorkspaceID, _ page: ListPage = ListPage())
        async throws -> Listed<StoredItem>
    {
        try await json(
            .get("/w/\(id)/\(kind.rawValue)/list", page.query, limit: Call.listLimit))
    }

    /// An item with all its fields, without the value of a secret variable; `nil` when there is
    /// none.
    package func stored(_ kind: StoredKind, _ path: ItemPath, in id: WorkspaceID) async throws
        -> StoredItem?
    {
        let call: Call =
            switch kind {
            case .variable:
                .get(
                    "/w/\(id)/variables/get/\(path)", [("decrypt_secret", "false")],
                    limit: Call.itemLimit)
            case .script: .get("/w/\(id)/scripts/get/p/\(path)", limit: Call.itemLimit)
            case .resource, .flow, .schedule:
                .get("/w/\(id)/\(kind.rawValue)/get/\(path)", limit: Call.itemLimit)
            }
        return try await ifFound(call)
    }

    /// A resource type; `nil` when there is none.
    package func resourceTypeIfThere(_ name: ResourceTypeName, in id: WorkspaceID) async throws
        -> ResourceType?
    {
        try await ifFound(.get("/w/\(id)/resources/type/get/\(name)", limit: Call.itemLimit))
    }
}
