package import GRDB

extension DatabaseQueue {
    /// Opens a database without Puerto and waits up to 30 s for other connections, as SQLite alone
    /// does not: a connection that is just being closed holds the file for a moment.
    package convenience init(patient path: String) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(30)
        try self.init(path: path, configuration: configuration)
    }
}
