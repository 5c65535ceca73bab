internal import Glibc
package import PuertoCore

extension Machine {
    /// Reads where a workspace's folder is. A fact that cannot be read is empty; throws `io` for a
    /// folder that cannot be found.
    package static func place(of folder: String) throws -> WorkspacePlace {
        var (status, system) = (stat(), statvfs())
        guard let path = realPath(folder.isEmpty ? "." : folder), stat(path, &status) == 0 else {
            let reason = String(cString: strerror(errno))
            throw PuertoError(
                .io, "cannot find '\(folder)': \(reason)",
                hint: "--workspace DIR names the folder with puerto.yaml"
            ).spanish(
                "no se encuentra '\(folder)': \(reason)",
                hint: "--workspace DIR indica la carpeta que tiene puerto.yaml")
        }
        let hasSystem = statvfs(path, &system) == 0
        return WorkspacePlace(
            machine: String(text(of: "/etc/machine-id").prefix { $0 != "\n" }), path: path,
            inode: String(status.st_ino),
            fileSystem: hasSystem ? String(system.f_fsid, radix: 16) : "")
    }

    /// Tells whether both paths lead to one folder now.
    package static func isSameFolder(_ one: String, _ other: String) -> Bool {
        var (first, second) = (stat(), stat())
        guard stat(one, &first) == 0, stat(other, &second) == 0 else { return false }
        return first.st_dev == second.st_dev && first.st_ino == second.st_ino
    }

    /// Returns the absolute path without links; `nil` when there is no such file.
    private static func realPath(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }
}
