internal import PuertoCore
internal import Windmill

/// A workspace's items, as its lists show them.
struct WorkspaceLook: Sendable {
    let client: WindmillClient
    let workspace: WorkspaceID
    private(set) var rows: [ItemKey: StoredItem] = [:]
    private var folders: Set<String> = []
    private(set) var unreadable = 0
    /// Kinds whose list could not be read at all.
    private(set) var unlisted: [ItemKind] = []
    /// Kinds whose list is incomplete.
    private var partial: Set<ItemKind> = []

    /// Reads every list, as far as it can be read.
    init(_ client: WindmillClient, _ workspace: WorkspaceID) async throws {
        self.client = client
        self.workspace = workspace
        let names = try await listed(.folder) { try await client.folderNames(in: workspace) }
        folders = Set(names.rows.map(\.text))
        for kind in ItemKind.allCases {
            guard let stored = kind.stored else { continue }
            let list = try await listed(kind) {
                try await client.all { try await client.stored(stored, in: workspace, $0) }
            }
            for row in list.rows { rows[ItemKey(kind, row.path.text)] = row }
        }
    }

    private mutating func listed<Row>(_ kind: ItemKind, _ read: () async throws -> Listed<Row>)
        async throws -> Listed<Row>
    {
        do {
            let list = try await read()
            unreadable += list.unreadable
            if list.unreadable > 0 { partial.insert(kind) }
            return list
        } catch let error as WindmillError where error.isOfLargeList {
            unlisted.append(kind)
            partial.insert(kind)
            return Listed()
        }
    }

    /// Tells whether an item of the kind may be there although no row shows it.
    func isPartial(_ kind: ItemKind) -> Bool { partial.contains(kind) }

    func hasFolder(_ name: String) async throws -> Bool {
        if folders.contains(name) { return true }
        guard isPartial(.folder) else { return false }
        return try await client.folderExists(FolderName(name), in: workspace)
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
