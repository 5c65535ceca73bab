internal import Glibc

/// The search for programs, as a shell does it.
package enum ProgramSearch {
    /// Returns the path of a program in `PATH`; `nil` when there is none.
    package static func find(_ name: String) -> String? {
        let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
        return path.split(separator: ":").map { "\($0)/\(name)" }.first(where: isRunnable)
    }

    static func isRunnable(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
            && access(path, X_OK) == 0
    }

    static var home: String { getenv("HOME").map { String(cString: $0) } ?? "/root" }
}
