import GRDB

@testable import PuertoStore

extension Store {
    /// Makes this connection fail at the lines of an action, as a full disk does.
    func breakHistory(at action: String) throws {
        try queue.writeWithoutTransaction { db in
            try db.execute(
                sql: """
                    CREATE TEMP TRIGGER broken BEFORE INSERT ON main.audit
                    WHEN NEW.action = '\(action)' BEGIN
                        SELECT RAISE(ABORT, 'the disk is full');
                    END
                    """)
        }
    }
}
