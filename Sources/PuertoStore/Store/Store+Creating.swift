internal import GRDB
package import PuertoCore

extension Store {
    /// Creates a database. The file appears at its path only after `fill` has succeeded.
    package static func create(
        _ path: String, ports: PortRule = .standard, options: Options = Options(),
        fill: (Store) throws -> Void
    ) throws {
        // In the same folder, so that publishing it is one atomic step.
        let unfinished = "\(path).\(RandomID().text).new"
        defer { StoreFile.discard(unfinished) }
        try StoreFile.makePrivate(unfinished)
        let store = try Store(path: unfinished, ports: ports, options: options)
        try store.hasten()
        try store.write { db in try Store.migrate(db, from: 0) }
        try fill(store)
        try store.verify()
        try store.enterWAL()
        try store.close()
        try StoreFile.settle(unfinished)
        try StoreFile.publish(unfinished, as: path)
    }
}

extension Store {
    /// Leaves out the journal on disk and the waits for the disk: a file without a name that is cut
    /// short is thrown away. `StoreFile.settle` writes it out before it gets its name.
    private func hasten() throws {
        try Store.explaining(path) {
            try queue.writeWithoutTransaction {
                try $0.execute(sql: "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF")
            }
        }
    }

    /// Switches the file to WAL, which it keeps: readers and a writer do not wait for each other.
    private func enterWAL() throws {
        try Store.explaining(path) {
            try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
        }
    }
}
