internal import Glibc
internal import PuertoCore

/// Polls the files' status, where the kernel does not report changes.
struct FolderLooks: Sendable {
    private let workspace: String
    private var content: UInt64
    private var configuration: UInt64

    /// Milliseconds between two polls.
    static let pause = 500

    init(workspace: String) {
        self.workspace = workspace
        content = FolderLooks.content(of: workspace)
        configuration = FolderLooks.configuration(of: workspace)
    }

    /// The changes since the last call.
    mutating func take() -> WorkspaceChanges {
        var changes: WorkspaceChanges = []
        let (files, settings) = (
            FolderLooks.content(of: workspace), FolderLooks.configuration(of: workspace)
        )
        if files != content { changes.insert(.content) }
        if settings != configuration { changes.insert(.configuration) }
        (content, configuration) = (files, settings)
        return changes
    }
}

extension FolderLooks {
    private static func configuration(of workspace: String) -> UInt64 {
        status(of: Workspace.path("puerto.yaml", in: workspace))
    }

    /// A number that differs when an entry was written, added, renamed or removed. It is a sum,
    /// since a folder has no order.
    private static func content(of workspace: String) -> UInt64 {
        var sum: UInt64 = 0
        for folder in ["content", "content/runbooks", "content/tenants"] {
            let path = Workspace.path(folder, in: workspace)
            for name in names(in: path) { sum &+= status(of: "\(path)/\(name)") }
        }
        return sum
    }

    /// A digest of the path and the file's status.
    private static func status(of path: String) -> UInt64 {
        var status = stat()
        guard lstat(path, &status) == 0 else { return 0 }
        var digest = Fingerprint(Array(path.utf8))
        let (written, changed) = (status.st_mtim, status.st_ctim)
        let parts = [
            Int(status.st_ino), Int(status.st_size), written.tv_sec, written.tv_nsec,
            changed.tv_sec, changed.tv_nsec,
        ]
        parts.withUnsafeBytes { digest.add($0) }
        return digest.value
    }

    private static func names(in folder: String) -> [String] {
        guard let open = opendir(folder) else { return [] }
        defer { closedir(open) }
        var names: [String] = []
        while let entry = readdir(open) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if ContentName.matters(name) { names.append(name) }
        }
        return names
    }
}
