internal import GRDB
package import PuertoCore

extension Store {
    /// Makes a database at a path where there is none; it appears only when `fill` has succeeded.
    package static func create(
        _ path: String, ports: PortRule = .standard, options: Options = Options(),
        fill: (Store) throws -> Void
    ) throws {
        // In the same folder, so that giving it its name is one step of the file system.
        let unfinished = "\(path).\(RandomID().text).new"
        defer { StoreFile.discard(unfinished) }
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
    /// The file remembers it: readers and a writer do not wait for each other.
    private func enterWAL() throws {
        try Store.explaining(path) {
            try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
        }
    }
}
