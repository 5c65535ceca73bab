package import PuertoCore

/// Brings a workspace's `public/` up to date with its records, content and configuration.
package struct SiteBuilder: Sendable {
    package let workspace: String
    package let configuration: Configuration
    package let clock: SiteClock
    package let program: ProgramState
    package let records: RecordSource

    package init(
        workspace: String, configuration: Configuration, clock: SiteClock, program: ProgramState,
        records: RecordSource
    ) {
        self.workspace = workspace
        self.configuration = configuration
        self.clock = clock
        self.program = program
        self.records = records
    }
}

/// What the outcome of a build depends on besides the workspace's contents.
package struct ProgramState: Sendable {
    /// Differs between two versions of the program.
    package let version: UInt64
    /// Differs between two texts of `puerto.yaml`.
    package let configuration: UInt64

    package init(version: UInt64, configuration: UInt64) {
        self.version = version
        self.configuration = configuration
    }
}

/// Where a build gets the records from, and how it knows that they are still the same.
package struct RecordSource: Sendable {
    /// The database, below the workspace; its log has the same name with `-wal`. `nil` when the
    /// records come from elsewhere and have to be read every time.
    package let database: String?
    /// Reads them; the argument is what was read last time, of which unchanged parts may be kept.
    package let read: @Sendable (FleetRecords?) throws -> FleetRecords

    package init(
        database: String?, read: @escaping @Sendable (FleetRecords?) throws -> FleetRecords
    ) {
        self.database = database
        self.read = read
    }
}

/// How a build is to go about it.
package struct BuildOptions: Sendable {
    /// Write every page anew, changed or not.
    package var force = false
    /// Look at every file of the site, instead of trusting that nobody has written into one.
    package var inspects = false
    /// A file below `public/` of which to say why it was made or not.
    package var explain: String?
    /// Called now and then with the pages made and those to be made.
    package var progress: (@Sendable (Int, Int) -> Void)?

    package init() {}
}
