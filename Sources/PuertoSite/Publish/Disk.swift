internal import Glibc
internal import PuertoCore

/// Reads and writes files by system calls. A page takes 30 µs to write this way, and an error names
/// the path.
enum Disk {
    struct Entry {
        let name: String
        let kind: Kind

        enum Kind { case file, folder, link, other }
    }

    /// The entries of a folder, unsorted; `nil` when there is no such folder.
    static func list(_ path: String) throws -> [Entry]? {
        guard let folder = opendir(path) else {
            if errno == ENOENT { return nil }
            throw failure("cannot list", path)
        }
        defer { closedir(folder) }
        var entries: [Entry] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name != ".", name != ".." else { continue }
            entries.append(
                Entry(name: name, kind: kind(of: "\(path)/\(name)", entry.pointee.d_type)))
        }
        return entries
    }

    /// A file's bytes.
    static func read(_ path: String) throws -> [UInt8] {
        guard let bytes = try readIfThere(path) else { throw failure("cannot read", path) }
        return bytes
    }

    /// A file's bytes; `nil` when there is no such file.
    static func readIfThere(_ path: String) throws -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw failure("cannot read", path)
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw failure("cannot read", path) }
        let size = Int(status.st_size)
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = 0
            while count < size, let base = buffer.baseAddress {
                let got = Glibc.read(file, base + count, size - count)
                if got < 0 { failed = true }
                guard got > 0 else { break }
                count += got
            }
        }
        guard !failed else { throw failure("cannot read", path) }
        return bytes
    }

    /// The state of a file that exists and holds exactly these bytes; `nil` for any other.
    static func state(
        _ path: String, ifItHolds bytes: [UInt8], scratch: inout [UInt8]
    ) -> FileState? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            Int(status.st_size) == bytes.count, holds(file, bytes, scratch: &scratch)
        else { return nil }
        return FileState(status, withChange: false)
    }

    private static func holds(_ file: Int32, _ bytes: [UInt8], scratch: inout [UInt8]) -> Bool {
        if scratch.count < bytes.count {
            scratch = [UInt8](repeating: 0, count: bytes.count * 2)
        }
        return scratch.withUnsafeMutableBytes { buffer in
            var count = 0
            while count < bytes.count, let base = buffer.baseAddress {
                let got = Glibc.read(file, base + count, bytes.count - count)
                guard got > 0 else { return false }
                count += got
            }
            return bytes.withUnsafeBytes { wanted in
                guard let mine = wanted.baseAddress, let theirs = buffer.baseAddress else {
                    return wanted.isEmpty
                }
                return memcmp(mine, theirs, count) == 0
            }
        }
    }

    /// Writes a whole file, and makes its folder if need be; an existing file is replaced. Returns
    /// the state it has then.
    @discardableResult
    static func write(_ path: String, _ bytes: [UInt8]) throws -> FileState {
        let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC
        var file = open(path, flags, 0o644)
        if file < 0, errno == ENOENT, let cut = path.utf8.lastIndex(of: UInt8(ascii: "/")) {
            try makeFolder(String(path[..<cut]))
            file = open(path, flags, 0o644)
        }
        guard file >= 0 else { throw failure("cannot write", path) }
        var done = 0
        let isWhole = bytes.withUnsafeBytes { buffer in
            while done < buffer.count, let base = buffer.baseAddress {
                let count = Glibc.write(file, base + done, buffer.count - done)
                guard count > 0 else { return false }
                done += count
            }
            return true
        }
        var status = stat()
        let isKnown = fstat(file, &status) == 0
        guard close(file) == 0, isWhole, isKnown else { throw failure("cannot write", path) }
        return FileState(status, withChange: false)
    }

    /// Makes a folder and those above it, if they do not exist.
    static func makeFolder(_ path: String) throws {
        if mkdir(path, 0o755) == 0 { return }
        if errno == EEXIST {
            guard isFolder(path) else {
                throw PuertoError(
                    .conflict, "\(PuertoError.quote(path)) is in the way of a folder",
                    hint: "move it elsewhere"
                ).spanish(
                    "\(PuertoError.quote(path)) ocupa el lugar de una carpeta",
                    hint: "muévelo a otra parte")
            }
            return
        }
        guard errno == ENOENT, let cut = path.lastIndex(of: "/"), cut != path.startIndex else {
            throw failure("cannot make the folder", path)
        }
        try makeFolder(String(path[..<cut]))
        guard mkdir(path, 0o755) == 0 || (errno == EEXIST && isFolder(path)) else {
            throw failure("cannot make the folder", path)
        }
    }

    /// Throws unless files can be made and removed in a folder.
    static func checkWritable(_ folder: String) throws {
        guard access(folder, W_OK | X_OK) == 0 else { throw failure("cannot write in", folder) }
    }

    /// Tells whether a path leads to a folder, also through a link.
    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Tells whether two existing paths lie on one file system, so that `move` works between them.
    static func areTogether(_ one: String, _ other: String) -> Bool {
        var (first, second) = (stat(), stat())
        return stat(one, &first) == 0 && stat(other, &second) == 0 && first.st_dev == second.st_dev
    }

    /// Empties a folder of everything, following no link.
    static func empty(_ folder: String) throws {
        for entry in try list(folder) ?? [] {
            let path = "\(folder)/\(entry.name)"
            guard entry.kind == .folder else {
                try remove(path)
                continue
            }
            try empty(path)
            guard rmdir(path) == 0 else { throw failure("cannot remove", path) }
        }
    }

    /// Makes a folder that only this user may enter, or takes an existing one of this user from all
    /// others. Does not follow a link.
    static func makePrivateFolder(_ path: String) throws {
        try makeFolder(path)
        var status = stat()
        guard lstat(path, &status) == 0 else { throw failure("cannot protect", path) }
        let isOpen = status.st_mode & S_IFMT == S_IFDIR && status.st_mode & 0o077 != 0
        guard isOpen, status.st_uid == geteuid() || geteuid() == 0 else { return }
        guard chmod(path, 0o700) == 0 else { throw failure("cannot protect", path) }
    }

    static func move(_ from: String, to path: String) throws {
        guard rename(from, path) == 0 else { throw failure("cannot write", path) }
    }

    /// Removes a file, if it exists.
    static func remove(_ path: String) throws {
        guard unlink(path) == 0 || errno == ENOENT else { throw failure("cannot remove", path) }
    }

    /// Removes a folder if it is empty, else keeps it.
    static func removeIfEmpty(_ path: String) { rmdir(path) }

    static func failure(_ what: String, _ path: String) -> PuertoError {
        let hint: String? =
            switch errno {
            case EACCES, EPERM, EROFS: "give this user the right to it"
            case ENOSPC, EDQUOT: "make room on the disk"
            default: nil
            }
        return PuertoError(
            .io, "\(what) \(PuertoError.quote(path)): \(String(cString: strerror(errno)))",
            hint: hint)
    }

    private static func kind(of path: String, _ type: UInt8) -> Entry.Kind {
        switch Int(type) {
        case Int(DT_REG): .file
        case Int(DT_DIR): .folder
        case Int(DT_LNK): .link
        case Int(DT_UNKNOWN): kind(of: path) ?? .other
        default: .other
        }
    }

    /// The path with symbolic links resolved; the path itself when it leads nowhere.
    static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    /// The kind of entry at a path, not following a link; `nil` when there is none.
    static func kind(of path: String) -> Entry.Kind? {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file
        case S_IFDIR: return .folder
        case S_IFLNK: return .link
        default: return .other
        }
    }
}
