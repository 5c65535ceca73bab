internal import GRDB
internal import GRDBSQLite
internal import Glibc

/// The rows of one statement, stepped by hand: SQLite's bytes are read in place, and a column that
/// is only passed on is not decoded.
struct RawRows {
    private let db: Database
    private let statement: Statement
    // It belongs to `statement`, which finalizes it.
    private let handle: SQLiteStatement

    init(_ db: Database, _ sql: String, _ argument: Int? = nil) throws {
        self.db = db
        statement = try db.makeStatement(sql: sql)
        handle = statement.sqliteStatement
        if let argument { try restart(argument) }
    }

    /// Restarts the statement with another value of its one parameter.
    func restart(_ argument: Int) throws {
        sqlite3_reset(handle)
        let code = sqlite3_bind_int64(handle, 1, Int64(argument))
        guard code == SQLITE_OK else { throw failure(code) }
    }

    /// Steps to the next row, which invalidates the bytes of the row before.
    func next() throws -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw failure(code)
        }
    }

    private func failure(_ code: CInt) -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage,
            sql: statement.sql)
    }
}

extension RawRows {
    /// Returns the one number that a statement selects, or 0 when there is no row.
    static func number(_ db: Database, _ sql: String) throws -> Int {
        let rows = try RawRows(db, sql)
        return try rows.next() ? rows.integer(0) : 0
    }

    /// Returns a column's integer, 0 for NULL.
    func integer(_ column: CInt) -> Int {
        Int(sqlite3_column_int64(handle, column))
    }

    func isNull(_ column: CInt) -> Bool {
        sqlite3_column_type(handle, column) == SQLITE_NULL
    }

    /// Returns a column's text up to its first NUL byte, as SQL's own functions see it; `nil` for
    /// NULL.
    func text(_ column: CInt) -> UnsafeRawBufferPointer? {
        guard let text = sqlite3_column_text(handle, column) else { return nil }
        return UnsafeRawBufferPointer(start: text, count: strlen(text))
    }

    func string(_ column: CInt) -> String {
        text(column).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
