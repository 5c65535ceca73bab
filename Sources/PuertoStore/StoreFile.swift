internal import Glibc
internal import PuertoCore

/// The database as a file, before SQLite sees it.
enum StoreFile {
    /// Throws `notFound`, `io` or `damaged` unless there is a SQLite file that may be written.
    static func check(_ path: String) throws {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw failure(path, errno) }
        defer { close(file) }
        var header = [UInt8](repeating: 0, count: 16)
        guard read(file, &header, 16) == 16, header == Array("SQLite format 3\0".utf8) else {
            throw PuertoError(
                .damaged, "'\(path)' is not a SQLite database", hint: "restore it from a backup")
        }
        // SQLite falls back to reading only without a word.
        guard access(path, W_OK) == 0 else { throw failure(path, errno) }
    }

    /// Moves a finished database to its name; throws `conflict` when something has that name.
    static func publish(_ finished: String, as path: String) throws {
        // SQLite would take the log of a database that is gone for the new one's.
        guard access(path + "-wal", F_OK) != 0 else {
            throw PuertoError(
                .conflict, "'\(path)-wal' is there without its database",
                hint: "move it away, or bring its database back")
        }
        guard link(finished, path) == 0 else {
            guard errno == EEXIST else { throw failure(path, errno) }
            throw PuertoError(.conflict, "'\(path)' exists already", hint: "nothing was changed")
        }
    }

    /// Removes the files of a database that never got its name.
    static func discard(_ unfinished: String) {
        for suffix in ["", "-wal", "-shm"] { unlink(unfinished + suffix) }
    }

    private static func failure(_ path: String, _ code: Int32) -> PuertoError {
        guard code != ENOENT else {
            return PuertoError(
                .notFound, "there is no database at '\(path)'",
                hint: "puerto init or puerto import makes one")
        }
        return PuertoError(
            .io, "cannot open '\(path)': \(String(cString: strerror(code)))",
            hint: "let this user read and write the file and its folder")
    }
}
