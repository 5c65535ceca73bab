import Foundation
import Glibc

/// The files below a folder as they lie on the disk.
struct Tree {
    private(set) var files: [String: File] = [:]

    struct File: Equatable {
        let bytes: Data
        let stamp: Stamp
    }

    /// The inode and time of a file; others mean that it was written, even with the same contents.
    struct Stamp: Equatable {
        let inode: UInt64
        let seconds: Int
        let nanoseconds: Int
    }

    init() {}

    /// Reads a folder, which need not exist.
    init(_ folder: String) throws {
        try add(folder, "")
    }

    private mutating func add(_ folder: String, _ prefix: String) throws {
        guard let entries = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            return
        }
        for name in entries {
            let path = "\(folder)/\(name)"
            var status = stat()
            guard lstat(path, &status) == 0 else { continue }
            if status.st_mode & S_IFMT == S_IFDIR {
                try add(path, "\(prefix)\(name)/")
            } else {
                let isPlain = status.st_mode & S_IFMT == S_IFREG
                files[prefix + name] = File(
                    bytes: isPlain ? try Raw.read(path, Int(status.st_size)) : Data(),
                    stamp: Stamp(
                        inode: UInt64(status.st_ino), seconds: status.st_mtim.tv_sec,
                        nanoseconds: status.st_mtim.tv_nsec))
            }
        }
    }
}

extension Tree {
    subscript(path: String) -> File? { files[path] }

    var paths: Set<String> { Set(files.keys) }

    func without(_ paths: Set<String>) -> Tree {
        var tree = self
        for path in paths { tree.files[path] = nil }
        return tree
    }

    /// The files that are here and were written since `before`.
    func written(since before: Tree) -> [String] {
        files.filter { before[$0.key]?.stamp != $0.value.stamp }.keys.sorted()
    }

    /// The files that are here with other bytes than in `other`, or that it lacks.
    func different(from other: Tree) -> [String] {
        files.filter { other[$0.key]?.bytes != $0.value.bytes }.keys.sorted()
    }

}
