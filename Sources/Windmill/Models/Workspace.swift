/// A workspace of an instance.
package struct Workspace: Hashable, Sendable {
    package let id: WorkspaceID
    package let name: String
    /// True when it was archived; its id stays taken.
    package let isArchived: Bool
}

extension Workspace: Decodable {
    private enum CodingKeys: String, CodingKey { case id, name, deleted }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(WorkspaceID.self, forKey: .id)
        _ = try container.decode(String.self, forKey: .name)
        name = try container.line(.name)
        isArchived = try container.decodeIfPresent(Bool.self, forKey: .deleted) ?? false
    }
}
