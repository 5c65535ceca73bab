internal import Glibc

/// Notices that content or configuration has changed, by the files' status alone.
struct ChangeWatch: Sendable {
    let workspace: String

    /// Differs whenever a file was written, added, renamed or removed.
    func state() -> [String: FileState] {
        var state: [String: FileState] = [:]
        state["puerto.yaml"] = FileState("\(workspace)/puerto.yaml")
        for folder in ["content", "content/runbooks", "content/tenants"] {
            for name in names(in: "\(workspace)/\(folder)") {
                state["\(folder)/\(name)"] = FileState("\(workspace)/\(folder)/\(name)")
            }
        }
        return state
    }

    private func names(in folder: String) -> [String] {
        guard let open = opendir(folder) else { return [] }
        defer { closedir(open) }
        var names: [String] = []
        while let entry = readdir(open) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names
    }

    /// What a file's status says about its contents.
    struct FileState: Hashable, Sendable {
        let inode: UInt
        let size: Int
        let seconds: Int
        let nanoseconds: Int

        /// `nil` when there is no such file.
        init?(_ path: String) {
            var status = stat()
            guard lstat(path, &status) == 0 else { return nil }
            inode = UInt(status.st_ino)
            size = Int(status.st_size)
            seconds = Int(status.st_mtim.tv_sec)
            nanoseconds = Int(status.st_mtim.tv_nsec)
        }
    }
}
