import GRDB

@testable import PuertoStore

extension Store {
    /// Makes this connection fail at every line of the history, as a full disk does.
    func breakHistory() throws {
        try queue.writeWithoutTransaction { db in
            try db.execute(
                sql: """
                    CREATE TEMP TRIGGER broken BEFORE INSERT ON main.audit BEGIN
                        SELECT RAISE(ABORT, 'the disk is full');
                    END
                    """)
        }
    }
}
