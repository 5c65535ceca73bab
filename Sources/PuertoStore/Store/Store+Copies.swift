internal import GRDB
internal import Glibc
internal import PuertoCore

// A migration is one transaction, so a failed one leaves the database as it was. A finished one
// leaves none that the older program can open: the copy is for that.

extension Store {
    /// The number of copies that stay.
    private static let copies = 3

    /// Copies the database to `puerto.db.vN-DATE` beside it, with its owner and contents as they
    /// are. A database in memory has no older program to go back to.
    ///
    /// Throws `io`: a database that cannot be copied is not migrated.
    func keepCopy(of version: Int) throws {
        guard queue.path == path else { return }
        let date = Timestamp.text(options.now()).filter { $0 != "-" && $0 != ":" }
        let unfinished = "\(path).\(RandomID().text).new"
        defer { StoreFile.discard(unfinished) }
        // SQLite fills an empty file; one that it makes itself would be open to others at first.
        let descriptor = Glibc.open(unfinished, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Store.notCopied(path, errno) }
        Glibc.close(descriptor)
        try Store.explaining(path) {
            try queue.writeWithoutTransaction { db in
                try db.execute(sql: "VACUUM INTO ?", arguments: [unfinished])
            }
            // A copy has no write-ahead log: the mode is a part of what it copies.
            let copy = try DatabaseQueue(path: unfinished)
            try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
            try copy.close()
        }
        try StoreFile.give(unfinished, toOwnerOf: path)
        let name = "\(path).v\(version)-\(date)"
        // Another process may have made the same copy in the same second.
        guard Glibc.link(unfinished, name) == 0 || errno == EEXIST else {
            throw Store.notCopied(path, errno)
        }
        try StoreFile.keepNewest(Store.copies, of: path, with: name)
    }

    private static func notCopied(_ path: String, _ code: Int32) -> PuertoError {
        PuertoError(
            .io,
            "cannot copy '\(path)' before it is brought up to date: "
                + String(cString: strerror(code)),
            hint: "make room beside it, and let this user write its folder"
        ).spanish(
            "no se puede copiar '\(path)' antes de ponerla al día: "
                + String(cString: strerror(code)),
            hint: "haz sitio a su lado, y que este usuario pueda escribir en su carpeta")
    }
}

extension StoreFile {
    /// Gives a copy to the original's owner, who alone may use it. Only root gives files away.
    static func give(_ copy: String, toOwnerOf original: String) throws {
        var status = stat()
        let descriptor = open(copy, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unwritten(copy) }
        defer { close(descriptor) }
        guard stat(original, &status) == 0,
            geteuid() != 0 || fchown(descriptor, status.st_uid, status.st_gid) == 0,
            fchmod(descriptor, status.st_mode & 0o700) == 0, fsync(descriptor) == 0
        else { throw unwritten(copy) }
    }

    /// Removes all but the newest copies of a database, and nothing that has another name. The one
    /// that was just made stays, whatever the clock says.
    static func keepNewest(_ count: Int, of path: String, with newest: String) throws {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { String(path[..<$0]) } ?? "."
        let base = slash.map { String(path[path.index(after: $0)...]) } ?? path
        let copies = names(in: folder).compactMap { Copy($0, of: base) }.sorted()
            .filter { "\(folder)/\($0.name)" != (slash == nil ? "./\(newest)" : newest) }
        for copy in copies.dropLast(count - 1) {
            guard unlink("\(folder)/\(copy.name)") == 0 || errno == ENOENT else {
                throw unwritten("\(folder)/\(copy.name)")
            }
        }
    }

    private static func names(in path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                })
        }
        return names
    }

    private static func unwritten(_ path: String) -> PuertoError {
        PuertoError(.io, "cannot write '\(path)': \(String(cString: strerror(errno)))").spanish(
            "no se puede escribir '\(path)': \(String(cString: strerror(errno)))")
    }

    /// A copy by its name, as in `puerto.db.v5-20260131T120000Z`.
    private struct Copy: Comparable {
        let name: String
        let version: Int
        let date: Substring

        init?(_ name: String, of base: String) {
            guard let match = name.wholeMatch(of: /(.+)\.v(\d{1,6})-(\d{8}T\d{6}Z)/),
                match.1 == base[...], let version = Int(match.2)
            else { return nil }
            (self.name, self.version, date) = (name, version, match.3)
        }

        static func < (one: Copy, other: Copy) -> Bool {
            (one.date, one.version) < (other.date, other.version)
        }
    }
}
