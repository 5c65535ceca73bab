import GRDB

@testable import PuertoStore

extension Migrations {
    /// Makes statements that bring the schema back to that of an older version: what newer scripts
    /// have made goes, and what they have made again gets its former form, without its rows.
    static func wayBack(to version: Int) throws -> String {
        let newer = all[version...].joined().matches(of: /CREATE (TABLE|INDEX|TRIGGER) (\w+)/)
        let names = Set(newer.map { String($0.output.2) })
        let former = try DatabaseQueue().write { db in
            try db.execute(sql: all[..<version].joined())
            return try Row.fetchAll(
                db, sql: "SELECT name, sql FROM sqlite_master WHERE sql <> '' ORDER BY rowid"
            ).filter { names.contains($0[0]) }.map { $0[1] as String + ";" }
        }
        let dropped = newer.map { "DROP \($0.output.1) IF EXISTS \($0.output.2);" }
        return (dropped + former).joined(separator: " ")
    }
}
