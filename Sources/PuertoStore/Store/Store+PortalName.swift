internal import GRDB
package import PuertoCore

extension Store {
    /// Throws `conflict` if a tenant's application has the portal's host name.
    package func checkPortalName(_ web: WebSettings, _ url: AppURL) throws {
        try read { db in
            let records = try FleetSnapshot(db, path).all
            try PortalName(web, url).check(records, records.hosts, canRename: true)
        }
    }

    /// The same for settings that are about to be recorded.
    func checkPortalName(_ hook: HookSettings, _ db: Database, canRename: Bool) throws {
        let records = try FleetSnapshot(db, path).all
        try PortalName(hook.settings, AppURL(template: hook.url))
            .check(records, records.hosts, canRename: canRename)
    }

    /// The recorded settings; `nil` also for those that an earlier version took and this one
    /// refuses.
    static func readableWeb(_ db: Database) throws -> HookSettings? {
        do { return try web(db) } catch let error as PuertoError where error.code == .invalid {
            return nil
        }
    }

    /// Tells whether the row says just this. Settings that are refused now say nothing, and are no
    /// missing row either.
    static func isRecorded(_ hook: HookSettings?, _ db: Database) throws -> Bool {
        do { return try web(db) == hook } catch let error as PuertoError
            where error.code == .invalid
        { return false }
    }
}
