internal import GRDB
internal import GRDBSQLite
package import PuertoCore

/// The records in one SQLite file. Each public method is one transaction.
package struct Store: Sendable {
    let queue: DatabaseQueue
    let path: String
    package let ports: PortRule
    let options: Options
    /// The schema that this connection was verified with.
    let verified: VerifiedSchema

    /// The store's dependencies and settings.
    package struct Options: Sendable {
        /// Seconds to wait for another process's transaction.
        package var patience: Double = 10
        /// Decides after `patience` whether to go on waiting, from the seconds waited so far.
        package var isPatient: @Sendable (Double) -> Bool = { _ in false }
        /// Cuts the waiting short while a write may as well be left out.
        var haste = Haste()
        /// Seconds since 1970, UTC.
        package var now: @Sendable () -> Int = SystemClock.now
        /// Makes the onboarding token of a new tenant.
        package var onboardingToken: @Sendable () -> RandomID = { RandomID() }
        /// Makes a tenant's URL for its onboarding page.
        package var url: @Sendable (Tenant) -> String = { _ in "" }
        /// The ports in use on a host, as a fresh look found them; `nil` to use the last recorded
        /// look. A slot that is chosen has none of them.
        package var portsInUse: @Sendable (Slug) -> Set<Int>? = { _ in nil }
        /// Seconds for which a finished job is kept: an idempotency key is known for as long.
        package var jobAge = PuertoCore.Configuration.usualJobDays * 86400
        /// The pool of addresses for tenants' networks.
        package var subnets: SubnetPool = .standard
        /// The operations with keys. Without them the store only reads.
        package var keeper: Keeper?
        /// The side that lines of the history are written by.
        var side = HistorySide.operating
        /// The session that every transaction is written for; `nil` for none.
        var acting: ActingSession?
        /// True to keep GRDB's authorizer, which tracks the columns that each statement reads.
        /// Only schema changes need it.
        var isFollowed = true
        /// Tells whether SQLite refuses every write of the connection.
        var isReadOnly = false

        package init() {}
    }

    /// Opens an existing database, brings its schema up to date, and refuses a damaged one.
    package static func open(
        _ path: String, ports: PortRule = .standard, options: Options = Options()
    ) throws -> Store {
        try StoreFile.check(path)
        try StoreFile.protect(path)
        let store = try Store(path: path, ports: ports, options: options)
        try store.migrate()
        try store.verify()
        return store
    }

    init(path: String, ports: PortRule, options: Options) throws {
        let queue = try Store.explaining(path) {
            try DatabaseQueue(path: path, configuration: Store.configuration(path, options))
        }
        self.init(queue: queue, path: path, ports: ports, options: options)
    }

    init(
        queue: DatabaseQueue, path: String, ports: PortRule, options: Options,
        verified: VerifiedSchema = VerifiedSchema()
    ) {
        self.queue = queue
        self.verified = verified
        self.path = path
        self.ports = ports
        self.options = options
    }

    static func configuration(_ path: String, _ options: Options) -> GRDB.Configuration {
        var configuration = GRDB.Configuration()
        let patience = Patience(options.patience, isPatient: options.isPatient)
        let haste = options.haste
        configuration.busyMode = .callback { haste.isUp ? haste.wait($0) : patience.wait($0) }
        // Switched on below, together with other settings in one call.
        configuration.foreignKeysEnabled = false
        // The last connection that may write empties and removes the log when it is closed.
        configuration.readonly = options.isReadOnly && StoreFile.hasLog(path)
        let (isFollowed, isReadOnly) = (options.isFollowed, options.isReadOnly)
        configuration.prepareDatabase { db in
            if !isFollowed { sqlite3_set_authorizer(db.sqliteConnection, nil, nil) }
            try Store.run(
                """
                PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA recursive_triggers = ON
                """, db)
            if isReadOnly { try Store.refuseWrites(to: db) }
        }
        return configuration
    }

    static func refuseWrites(to db: Database) throws {
        try run("PRAGMA query_only = ON", db)
    }

    /// Runs SQL without values directly in SQLite, since GRDB's work around a statement takes
    /// longer.
    private static func run(_ sql: String, _ db: Database) throws {
        let code = sqlite3_exec(db.sqliteConnection, sql, nil, nil, nil)
        guard code == SQLITE_OK else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code),
                message: String(cString: sqlite3_errmsg(db.sqliteConnection)), sql: sql)
        }
    }

    /// The time that rows are dated with, in seconds since 1970, UTC.
    package func clock() -> Int { options.now() }

    /// Closes the file. The value cannot be used afterwards.
    package func close() throws { try Store.explaining(path) { try queue.close() } }

    /// Runs a reading transaction (`BEGIN DEFERRED`), which sees one snapshot.
    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try Store.explaining(path) {
            try queue.writeWithoutTransaction { db in
                try Store.run("BEGIN", db)
                do {
                    let value = try body(db)
                    try Store.run("COMMIT", db)
                    return value
                } catch {
                    // Nothing was written, but the lock must be released.
                    try? Store.run("ROLLBACK", db)
                    throw error
                }
            }
        }
    }

    /// Runs a writing transaction (`BEGIN IMMEDIATE`), which has the lock before it reads. Throws
    /// `SessionFailure` for a store that acts for a session which may not write any more.
    func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try write(for: options.acting, body)
    }

    /// Runs a writing transaction for another session than the store's, or for none.
    func write<Value>(for acting: ActingSession?, _ body: (Database) throws -> Value) throws
        -> Value
    {
        try Store.explaining(path) {
            try queue.writeWithoutTransaction { db in
                var value: Value?
                try db.inTransaction(.immediate) {
                    try verifySchemaIfTouched(db)
                    try acting?.check(db, at: options.now())
                    value = try body(db)
                    return .commit
                }
                guard let value else { throw PuertoError(.io, "the transaction did not run") }
                return value
            }
        }
    }
}
