/// Where a workspace is: four facts that a copy of its folder does not share with it.
package struct WorkspacePlace: Hashable, Sendable {
    /// The machine's id (`machine-id(5)`).
    package let machine: String
    /// The absolute path of the folder, without links.
    package let path: String
    /// The folder's inode.
    package let inode: String
    /// The id of the file system (`statvfs(3)`); ext4 and btrfs take it from their UUID.
    package let fileSystem: String

    package init(machine: String, path: String, inode: String, fileSystem: String) {
        self.machine = machine
        self.path = path
        self.inode = inode
        self.fileSystem = fileSystem
    }
}

extension WorkspacePlace {
    /// Returns the differences from an older place as `name: old → new`. A fact that cannot be read
    /// at one of them is no difference.
    package func changes(since old: WorkspacePlace) -> [String] {
        [
            ("machine", old.machine, machine), ("folder", old.path, path),
            ("inode", old.inode, inode), ("file system", old.fileSystem, fileSystem),
        ].compactMap { name, old, new in
            old == new || old.isEmpty || new.isEmpty ? nil : "\(name): \(old) → \(new)"
        }
    }
}

/// A workspace's place as its records have it.
package struct RecordedPlace: Hashable, Sendable {
    package let place: WorkspacePlace
    /// The number of jobs that have changed the engine.
    package let changes: Int
    /// The id of a workspace that is a copy; `nil` for one that commands its stacks.
    package let copyID: String?

    package init(place: WorkspacePlace, changes: Int, copyID: String?) {
        self.place = place
        self.changes = changes
        self.copyID = copyID
    }
}
