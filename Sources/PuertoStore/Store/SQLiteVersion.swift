internal import GRDBSQLite

/// The SQLite library that runs, and the one whose header the program was compiled with.
package struct SQLiteVersion: Hashable, Sendable {
    package var running: String
    /// The date and hash of the running library's source (`sqlite3_sourceid`).
    package var source: String
    package var compiled: String

    package init(running: String, source: String, compiled: String) {
        self.running = running
        self.source = source
        self.compiled = compiled
    }

    /// The versions of this process.
    package static var present: SQLiteVersion {
        SQLiteVersion(
            running: String(cString: sqlite3_libversion()),
            source: String(cString: sqlite3_sourceid()), compiled: SQLITE_VERSION)
    }

    /// Tells whether the running library is older than the header: a function that the program was
    /// compiled with may be missing, and faults that were mended by then are back.
    package var isOlderThanCompiled: Bool {
        SQLiteVersion.parts(of: running).lexicographicallyPrecedes(
            SQLiteVersion.parts(of: compiled))
    }

    private static func parts(of version: String) -> [Int] {
        version.split(separator: ".").map { Int($0) ?? 0 }
    }
}
