internal import Glibc

/// Reads the status of files below a folder, one after the other. It opens a folder in which
/// several of them lie, since the system looks up every part of a path each time.
struct FolderCursor: ~Copyable {
    private let root: Int32
    /// The folder of the last file, with its slash, as a part of that file's path.
    private var folder = UnsafeRawBufferPointer(start: nil, count: 0)
    private var opened: Int32 = -1

    init(_ path: String) {
        root = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }

    deinit {
        if opened >= 0 { close(opened) }
        if root >= 0 { close(root) }
    }

    /// The state of a regular file. `path` is followed by a zero byte, and its memory outlives the
    /// cursor.
    mutating func state(_ path: UnsafeRawBufferPointer, withChange: Bool) -> FileState {
        guard let start = path.baseAddress else { return .none }
        let cut = path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
        let isSame =
            cut == folder.count && cut > 0
            && memcmp(start, folder.baseAddress ?? start, cut) == 0
        if !isSame {
            if opened >= 0 { close(opened) }
            opened = -1
            folder = UnsafeRawBufferPointer(rebasing: path[..<cut])
        } else if opened < 0 {
            opened = start.withPath(of: cut) {
                openat(root, $0, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            }
        }
        let name = opened < 0 ? start : start + cut
        return FileState.of(
            name.assumingMemoryBound(to: CChar.self), in: opened < 0 ? root : opened,
            withChange: withChange)
    }
}

extension UnsafeRawPointer {
    /// The first `count` bytes as a path of their own.
    fileprivate func withPath<Value>(
        of count: Int, _ body: (UnsafePointer<CChar>) -> Value
    ) -> Value {
        let bytes = UnsafeRawBufferPointer(start: self, count: count)
        return String(decoding: bytes, as: UTF8.self).withCString(body)
    }
}
