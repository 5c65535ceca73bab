internal import GRDB
internal import PuertoCore

extension Store {
    /// Returns the scripts of the hook's pages, or `nil` until a build has recorded them.
    static func webScripts(_ db: Database) throws -> HookScripts? {
        let rows = try RawRows(db, "SELECT login, register FROM web_script")
        guard try rows.next() else { return nil }
        return HookScripts(login: rows.string(0), register: rows.string(1))
    }

    /// Records the scripts of the hook's pages in place of those before.
    static func setWebScripts(_ scripts: HookScripts?, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM web_script")
        guard let scripts else { return }
        try db.execute(
            sql: "INSERT INTO web_script (only, login, register) VALUES (1, ?, ?)",
            arguments: [scripts.login, scripts.register])
    }
}
