internal import GRDB
internal import GRDBSQLite
package import PuertoCore

/// The records: one SQLite file; one method is one transaction.
package struct Store: Sendable {
    let queue: DatabaseQueue
    let path: String
    let ports: PortRule
    let options: Options

    /// What the store takes from outside.
    package struct Options: Sendable {
        /// Seconds to wait for another process's transaction.
        package var patience: Double = 10
        /// Seconds since 1970, UTC.
        package var now: @Sendable () -> Int = Clock.now
        /// Makes the onboarding token of a new tenant.
        package var onboardingToken: @Sendable () -> RandomID = { RandomID() }
        /// A tenant's address, for the pages that are sealed.
        package var url: @Sendable (Tenant) -> String = { _ in "" }
        /// Ports of a host that something listens on, for slots that are chosen and not asked for.
        package var portsInUse: @Sendable (Slug) -> Set<Int> = { _ in [] }
        /// Where the addresses of tenants' networks are cut from.
        package var subnets: SubnetPool = .standard
        /// What is done with keys; without it the store only reads.
        package var keeper: Keeper?
        /// Whether GRDB is to know which columns each statement reads. It is asked for nothing that
        /// needs it but where the schema changes.
        var isFollowed = true

        package init() {}
    }

    /// Opens an existing database, brings its schema up to date, and refuses a damaged one.
    package static func open(
        _ path: String, ports: PortRule = .standard, options: Options = Options()
    ) throws -> Store {
        try StoreFile.check(path)
        let store = try Store(path: path, ports: ports, options: options)
        try store.migrate()
        try store.verify()
        return store
    }

    init(path: String, ports: PortRule, options: Options) throws {
        self.path = path
        self.ports = ports
        self.options = options
        var configuration = GRDB.Configuration()
        let patience = Patience(options.patience)
        configuration.busyMode = .callback(patience.wait)
        // As below, in one call.
        configuration.foreignKeysEnabled = false
        let (isShared, isFollowed) = (StoreFile.isShared(path), options.isFollowed)
        configuration.prepareDatabase { db in
            if !isFollowed { sqlite3_set_authorizer(db.sqliteConnection, nil, nil) }
            try Store.run(
                """
                PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA recursive_triggers = ON
                """, db)
            if isShared { try Store.keepLog(of: db) }
        }
        queue = try Store.explaining(path) {
            try DatabaseQueue(path: path, configuration: configuration)
        }
    }

    init(queue: DatabaseQueue, path: String, ports: PortRule, options: Options) {
        self.queue = queue
        self.path = path
        self.ports = ports
        self.options = options
    }

    /// Leaves log and index behind, empty: the web server's user may write them, and make none.
    private static func keepLog(of db: Database) throws {
        var keeps: CInt = 1
        sqlite3_file_control(db.sqliteConnection, nil, SQLITE_FCNTL_PERSIST_WAL, &keeps)
        try Store.run("PRAGMA journal_size_limit = 0", db)
    }

    /// Straight to SQLite, for what has no values: what GRDB does around a statement takes longer.
    private static func run(_ sql: String, _ db: Database) throws {
        let code = sqlite3_exec(db.sqliteConnection, sql, nil, nil, nil)
        guard code == SQLITE_OK else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code),
                message: String(cString: sqlite3_errmsg(db.sqliteConnection)), sql: sql)
        }
    }

    /// Seconds since 1970, UTC, as what is written is dated.
    package func clock() -> Int { options.now() }

    /// Closes the file; the value cannot be used any more.
    package func close() throws { try Store.explaining(path) { try queue.close() } }

    /// `BEGIN DEFERRED`: what is read is of one moment.
    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try Store.explaining(path) {
            try queue.writeWithoutTransaction { db in
                try Store.run("BEGIN", db)
                do {
                    let value = try body(db)
                    try Store.run("COMMIT", db)
                    return value
                } catch {
                    // There is nothing to take back, but a lock to let go.
                    try? Store.run("ROLLBACK", db)
                    throw error
                }
            }
        }
    }

    /// `BEGIN IMMEDIATE`: whoever reads in order to write has the lock before it reads.
    func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try Store.explaining(path) {
            try queue.writeWithoutTransaction { db in
                var value: Value?
                try db.inTransaction(.immediate) {
                    value = try body(db)
                    return .commit
                }
                guard let value else { throw PuertoError(.io, "the transaction did not run") }
                return value
            }
        }
    }
}
