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
        try store.write { db in try Store.migrate(db, from: 0) }
        try fill(store)
        try store.verify()
        try store.enterWAL()
        try store.close()
        try StoreFile.publish(unfinished, as: path)
    }
}

extension Store {
    /// Switches the file to WAL, which it keeps: readers and a writer do not wait for each other.
    private func enterWAL() throws {
        try Store.explaining(path) {
            try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
        }
    }
}
