internal import Glibc

/// The status of a file. While it is the same, the contents are the same.
///
/// Times are nanoseconds since 1970. A file may change twice within one tick of the file system's
/// clock, so a state only counts when the file was at rest before it was looked at.
struct FileState: Hashable, Sendable {
    var size: Int64
    var modified: Int64
    /// The time of the last status change; 0 where it does not matter, since renaming sets it.
    var changed: Int64
    var inode: UInt64

    /// The state of a file that does not exist.
    static let none = FileState(size: -1, modified: 0, changed: 0, inode: 0)

    /// The state of a file whose status proves nothing. It equals no other file's state, nor its
    /// own a moment later.
    static let unsure = FileState(size: -2, modified: 0, changed: 0, inode: 0)
}

extension FileState {
    init(_ status: stat, withChange: Bool = true) {
        size = Int64(status.st_size)
        modified = FileState.nanoseconds(status.st_mtim)
        changed = withChange ? FileState.nanoseconds(status.st_ctim) : 0
        inode = UInt64(status.st_ino)
    }

    /// The state of the file or folder at a path, not following a link; `none` when there is
    /// nothing.
    static func of(_ path: String) -> FileState {
        var status = stat()
        guard lstat(path, &status) == 0 else { return .none }
        return FileState(status)
    }

    /// The state of the file that a path leads to in the end; `none` when there is nothing.
    static func following(_ path: String) -> FileState {
        var status = stat()
        guard stat(path, &status) == 0 else { return .none }
        return FileState(status)
    }

    /// The state of a regular file below an open folder, by a path that ends in a zero byte.
    static func of(
        _ path: UnsafePointer<CChar>, in folder: Int32, withChange: Bool
    ) -> FileState {
        var status = stat()
        guard fstatat(folder, path, &status, AT_SYMLINK_NOFOLLOW) == 0,
            status.st_mode & S_IFMT == S_IFREG
        else { return .none }
        return FileState(status, withChange: withChange)
    }

    /// The state itself if the file was at rest at `moment`, else `unsure`.
    func trusted(at moment: Int64) -> FileState {
        modified < moment && changed < moment ? self : .unsure
    }

    /// Tells whether nothing was written since `old` was recorded; two that are unsure prove
    /// nothing.
    func isStill(_ old: FileState) -> Bool { self == old && self != .unsure }

    /// The time of the clock that file systems stamp with.
    static var moment: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME_COARSE, &time)
        return nanoseconds(time)
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
