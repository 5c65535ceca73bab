internal import GRDB
package import PuertoCore

extension Store {
    /// Returns what was pushed into the Windmill of a tenant's row.
    package func scripts(of tenant: Int) throws -> ScriptFacts {
        try read { try ScriptRows(db: $0).facts(tenant) }
    }

    /// Begins a push. What was pushed into another workspace, or into data that are gone, is
    /// forgotten.
    package func aimScripts(at target: ScriptTarget, _ lease: Lease) throws {
        try write { db in
            try renew(lease, db)
            try ScriptRows(db: db).aim(at: target, lease.tenant)
        }
    }

    package func recordScript(_ item: PushedItem, _ lease: Lease) throws {
        try write { db in
            try renew(lease, db)
            try ScriptRows(db: db).put(item, lease.tenant)
        }
    }

    package func forgetScript(kind: String, name: String, _ lease: Lease) throws {
        try write { db in
            try renew(lease, db)
            try ScriptRows(db: db).remove(kind, name, lease.tenant)
        }
    }

    /// Records the version of a push that is whole. The same version again changes nothing.
    package func recordScriptVersion(whole: String, shared: String, _ lease: Lease) throws {
        try write { db in
            try renew(lease, db)
            let rows = ScriptRows(db: db)
            let before = try rows.facts(lease.tenant).version
            guard before?.whole != whole || before?.shared != shared else { return }
            let version = ScriptVersion(whole: whole, shared: shared, at: options.now())
            try rows.set(version, lease.tenant)
            try auditLog(db, .job(lease.job.id)).done(
                HistoryAction.scriptsPush.rawValue, lease.job.tenant?.text ?? "",
                ["version: \(before?.text ?? "–") → \(version.text)"])
        }
    }
}
