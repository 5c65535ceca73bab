internal import Glibc
internal import PuertoCore

/// The database as a file, before SQLite opens it.
enum StoreFile {
    /// Throws `notFound`, `io` or `damaged` unless there is a file that may be a database and may
    /// be written.
    ///
    /// It does not open the file: closing any descriptor would drop the locks of this process's own
    /// connection (sqlite.org/howtocorrupt, 2.2).
    static func check(_ path: String) throws {
        var status = stat()
        guard stat(path, &status) == 0 else { throw failure(path, errno) }
        // Less than one page: SQLite would take it for a new database and fill it.
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size >= 512 else {
            throw PuertoError(
                .damaged, "'\(path)' is not a SQLite database", hint: "restore it from a backup"
            ).spanish(
                "'\(path)' no es una base de datos de SQLite", hint: "restáurala de una copia")
        }
        guard access(path, R_OK) == 0 else { throw failure(path, errno) }
        // SQLite would silently open the file for reading only.
        guard access(path, W_OK) == 0 else { throw failure(path, errno) }
    }

    /// Makes an empty file, which SQLite fills, for this user alone, whatever the umask says.
    /// SQLite gives its log and index the same mode.
    static func makePrivate(_ path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(path, errno) }
        close(descriptor)
    }

    /// Takes the database, its log and its index from all users but their owner. The group could
    /// write them in versions whose web tier opened the file. Leaves another user's file alone.
    static func protect(_ path: String) throws {
        for file in ["", "-wal", "-shm"].map({ path + $0 }) {
            var status = stat()
            guard stat(file, &status) == 0, status.st_mode & 0o077 != 0,
                status.st_uid == geteuid() || geteuid() == 0
            else { continue }
            guard chmod(file, status.st_mode & 0o700) == 0 || errno == ENOENT else {
                throw failure(file, errno)
            }
        }
    }

    /// Tells whether SQLite's log is there: another connection is open, or one was cut short.
    static func hasLog(_ path: String) -> Bool { access(path + "-wal", F_OK) == 0 }

    /// Waits until a finished database is on the disk. Nothing else has it open.
    static func settle(_ finished: String) throws {
        let descriptor = open(finished, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(finished, errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure(finished, errno) }
    }

    /// Moves a finished database to its name; throws `conflict` when something has that name.
    static func publish(_ finished: String, as path: String) throws {
        // SQLite would replay the log of a deleted database into the new one.
        guard access(path + "-wal", F_OK) != 0 else {
            throw PuertoError(
                .conflict, "'\(path)-wal' is there without its database",
                hint: "move it away, or bring its database back"
            ).spanish(
                "'\(path)-wal' está ahí sin su base de datos",
                hint: "apártalo, o trae de vuelta su base de datos")
        }
        guard link(finished, path) == 0 else {
            guard errno == EEXIST else { throw failure(path, errno) }
            throw PuertoError(.conflict, "'\(path)' exists already", hint: "nothing was changed")
                .spanish("'\(path)' ya existe", hint: "no se cambió nada")
        }
    }

    /// Removes the files of a database that was not published.
    static func discard(_ unfinished: String) {
        for suffix in ["", "-wal", "-shm"] { unlink(unfinished + suffix) }
    }

    /// Tells whether no page is left on the database's disk: SQLite calls that an error of reading
    /// or writing where it maps a file into memory.
    static func isFull(at path: String) -> Bool {
        var status = statvfs()
        return statvfs(path, &status) == 0 && status.f_bavail == 0
    }

    private static func failure(_ path: String, _ code: Int32) -> PuertoError {
        guard code != ENOENT else {
            return PuertoError(
                .notFound, "there is no database at '\(path)'",
                hint: "puerto init or puerto import makes one"
            ).spanish(
                "no hay base de datos en '\(path)'", hint: "puerto init o puerto import crea una")
        }
        return PuertoError(
            .io, "cannot open '\(path)': \(String(cString: strerror(code)))",
            hint: PuertoError.mend(
                code, rights: "let this user read and write the file and its folder")
        ).spanish(
            "no se puede abrir '\(path)': \(String(cString: strerror(code)))",
            hint: PuertoError.mend(
                code, rights: "que este usuario pueda leer y escribir el archivo y su carpeta", .es)
        )
    }
}
