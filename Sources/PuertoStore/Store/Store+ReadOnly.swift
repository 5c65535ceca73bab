internal import GRDB
package import PuertoCore

extension Store {
    /// Opens an existing database for reading: the file stays as it is, and SQLite refuses every
    /// write. An older schema is brought up to date in a copy in memory.
    package static func openForReading(
        _ path: String, ports: PortRule = .standard, options: Options = Options()
    ) throws -> Store {
        try StoreFile.check(path)
        var reading = options
        reading.isReadOnly = true
        let store = try Store(path: path, ports: ports, options: reading)
        let state = try store.read(SchemaState.init)
        try state.check(path)
        guard state.version < Migrations.all.count else {
            try store.verify()
            return store
        }
        let copy = try store.copyInMemory(ports, options)
        try copy.migrate()
        try copy.verify()
        return copy
    }

    /// The records as they are now, copied into memory: what is written to the copy ends with it.
    package func copyInMemory(_ ports: PortRule, _ options: Options) throws -> Store {
        try Store.explaining(path) {
            let copy = try DatabaseQueue(configuration: Store.configuration(path, options))
            try queue.backup(to: copy)
            // GRDB allows writes again after each of its own reads.
            if self.options.isReadOnly {
                try queue.writeWithoutTransaction(Store.refuseWrites)
            }
            return Store(queue: copy, path: path, ports: ports, options: options)
        }
    }
}
