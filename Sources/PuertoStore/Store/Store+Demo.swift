internal import GRDB
package import PuertoCore

extension Store {
    /// Tells whether the records are a demo's: invented clients, for which nothing runs. The mark
    /// is believed only where the history begins with it: no row makes a workspace that is in use
    /// one.
    package func isDemo() throws -> Bool { try read(Store.isDemo) }

    static func isDemo(_ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT EXISTS (SELECT 1 FROM demo) AND EXISTS (
                        SELECT 1 FROM audit WHERE seq = 1 AND action = 'workspace.demo')
                    """)) ?? false
    }

    /// Begins the history of a demo, before anything else is recorded.
    package func beginDemo(by actor: Actor) throws {
        try write { db in try auditLog(db, actor).done("workspace.demo", "", []) }
    }

    /// Marks the records as a demo's, for good: from then on no job, lease or errand is accepted.
    /// Throws `protected` where the history has not begun as a demo's.
    package func markAsDemo() throws {
        try write { db in
            let first = try String.fetchOne(db, sql: "SELECT action FROM audit WHERE seq = 1")
            guard first == "workspace.demo" else {
                throw PuertoError(
                    .protected, "a workspace that is in use does not become a demo",
                    hint: "puerto demo DIR makes one"
                ).spanish(
                    "un espacio de trabajo en uso no se convierte en demostración",
                    hint: "puerto demo DIR crea una")
            }
            try db.execute(
                sql: "INSERT INTO demo (only, at) VALUES (1, ?)", arguments: [options.now()])
        }
    }

    /// Throws `protected` for a demo. Everything that opens an engine or probes a stack asks
    /// first.
    package func refuseDemo() throws {
        guard try !isDemo() else { throw Store.demoRefusal }
    }

    package static let demoRefusal = DemoText.refusal
}
