internal import PuertoCore
internal import Windmill

/// A workspace's items, as its lists show them.
struct WorkspaceLook: Sendable {
    let client: WindmillClient
    let workspace: WorkspaceID
    private(set) var rows: [ItemKey: StoredItem] = [:]
    private(set) var folders: Set<String> = []
    private(set) var unreadable = 0

    /// Reads every list whole.
    init(_ client: WindmillClient, _ workspace: WorkspaceID) async throws {
        self.client = client
        self.workspace = workspace
        let names = try await client.folderNames(in: workspace)
        folders = Set(names.rows.map(\.text))
        unreadable = names.unreadable
        for kind in ItemKind.allCases {
            guard let stored = kind.stored else { continue }
            let list = try await client.all { try await client.stored(stored, in: workspace, $0) }
            unreadable += list.unreadable
            for row in list.rows { rows[ItemKey(kind, row.path.text)] = row }
        }
    }

    /// The server's item as it is compared, with its mark; `nil` when there is none. The value of a
    /// secret variable is read only where a value is wanted.
    static func found(
        _ key: ItemKey, withSecret: Bool, _ client: WindmillClient, _ workspace: WorkspaceID,
        _ digests: DigestKey
    ) async throws -> Found? {
        if key.kind == .resourceType {
            let name = try ResourceTypeName(key.name)
            guard let type = try await client.resourceTypeIfThere(name, in: workspace) else {
                return nil
            }
            let item = Item(type)
            return Found(item: item, mark: digests.digest(of: item), stored: nil)
        }
        guard let kind = key.kind.stored else { return nil }
        let path = try ItemPath(key.name)
        guard let stored = try await client.stored(kind, path, in: workspace) else { return nil }
        var item = Item(key.kind, stored)
        if withSecret, item.isSecret {
            item.secret = try await client.variableValue(path, in: workspace)
        }
        let mark = stored.version.isEmpty ? digests.digest(of: item) : stored.version
        return Found(item: item, mark: mark, stored: stored)
    }

    struct Found: Sendable {
        let item: Item
        let mark: String
        let stored: StoredItem?
        /// The mark of an item in use; an archived one is in no list.
        var usedMark: String? { stored?.isArchived == true ? nil : mark }
    }
}

extension Item {
    /// Tells whether a server's item is what this one wants.
    func isSame(as found: Item) -> Bool {
        compared == found.compared && (secret == nil || secret == found.secret)
    }
}

extension StoredItem {
    /// True when it is out of use: scripts and flows are kept then.
    var isArchived: Bool { fields["archived"] == true }
}
