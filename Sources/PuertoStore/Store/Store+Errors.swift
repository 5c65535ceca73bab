internal import GRDB
internal import Glibc
internal import PuertoCore

extension Store {
    /// Runs a step and turns SQLite's errors into errors with a hint for a person.
    static func explaining<Value>(_ path: String, _ step: () throws -> Value) throws -> Value {
        do {
            return try step()
        } catch let error as DatabaseError {
            throw explain(error, path)
        }
    }

    private static func explain(_ error: DatabaseError, _ path: String) -> PuertoError {
        let message = error.message ?? "unknown"
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return PuertoError(
                .busy, "the database '\(path)' is locked",
                hint: "another program is writing; try again when it is done"
            ).spanish(
                "la base de datos '\(path)' está ocupada",
                hint: "otro programa escribe; inténtalo cuando acabe")
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: return damaged(path, message)
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_IOERR, .SQLITE_PERM:
            return PuertoError(
                .io, "cannot write the database '\(path)': \(message)",
                hint: PuertoError.mend(
                    StoreFile.isFull(at: path) ? ENOSPC : EACCES,
                    rights: "let this user read and write the file and its folder")
            ).spanish(
                "no se puede escribir la base de datos '\(path)': \(message)",
                hint: PuertoError.mend(
                    StoreFile.isFull(at: path) ? ENOSPC : EACCES,
                    rights: "que este usuario pueda leer y escribir el archivo y su carpeta", .es))
        case .SQLITE_FULL:
            return PuertoError(
                .io, "cannot write the database '\(path)': the disk is full",
                hint: PuertoError.fullDisk()
            ).spanish(
                "no se puede escribir la base de datos '\(path)': el disco está lleno",
                hint: PuertoError.fullDisk(.es))
        case .SQLITE_CONSTRAINT where message.hasPrefix("base system"):
            return PuertoError(.protected, message)
        case .SQLITE_CONSTRAINT where message.hasPrefix("demo"): return demoRefusal
        case .SQLITE_CONSTRAINT where message.hasPrefix("observed"):
            return PuertoError(
                .protected, message,
                hint: "it is only looked at; puerto tenant show SLUG says what is recorded"
            ).spanish(
                "es un sistema observado: Puerto no lo hizo, y no lo cambia",
                hint: "solo se mira; puerto tenant show SLUG dice lo que consta")
        case .SQLITE_CONSTRAINT: return PuertoError(.constraint, message)
        default:
            return PuertoError(.io, "the database '\(path)' answered: \(message)").spanish(
                "la base de datos '\(path)' respondió: \(message)")
        }
    }

    /// The error for a value that Puerto would not write and that came in by SQL.
    static func smuggled(_ path: String, _ error: PuertoError) -> PuertoError {
        let place = error.place.map { "\($0): " } ?? ""
        return PuertoError(
            .damaged, "the database '\(path)' is damaged: \(place)\(error.message)",
            hint: "correct the value with sqlite3, or restore the file from a backup"
        ).spanish(
            "la base de datos '\(path)' está dañada: \(place)\(error.message)",
            hint: "corrige el valor con sqlite3, o restaura el archivo de una copia")
    }

    static func damaged(_ path: String, _ what: String) -> PuertoError {
        PuertoError(
            .damaged, "the database '\(path)' is damaged: \(what)",
            hint: "restore it from a backup, or move it away and import fleet.yaml again"
        ).spanish(
            "la base de datos '\(path)' está dañada: \(what)",
            hint: "restáurala de una copia, o apártala e importa otra vez fleet.yaml")
    }
}
