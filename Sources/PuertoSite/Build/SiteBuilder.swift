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

/// The part of a build's input that is not in the workspace.
package struct ProgramState: Sendable {
    /// A number that differs between two versions of the program.
    package let version: UInt64
    /// A number that differs between two texts of `puerto.yaml`.
    package let configuration: UInt64

    package init(version: UInt64, configuration: UInt64) {
        self.version = version
        self.configuration = configuration
    }
}

/// The source of the records, and the file that tells whether they have changed.
package struct RecordSource: Sendable {
    /// The database, below the workspace; its log has the same name with `-wal`. `nil` when the
    /// records come from elsewhere and have to be read every time.
    package let database: String?
    /// Reads the records. The argument is what was read last time; unchanged parts of it may be
    /// reused.
    package let read: @Sendable (FleetRecords?) throws -> FleetRecords

    package init(
        database: String?, read: @escaping @Sendable (FleetRecords?) throws -> FleetRecords
    ) {
        self.database = database
        self.read = read
    }
}

/// Options of a build.
package struct BuildOptions: Sendable {
    /// Writes every page anew, changed or not.
    package var force = false
    /// Looks at every file of the site, instead of trusting the status of their folders.
    package var inspects = false
    /// The file below `public/` to explain: why it was made, or was not.
    package var explain: String?
    /// A function that is called now and then with the number of finished pages and the number of
    /// due ones.
    package var progress: (@Sendable (Int, Int) -> Void)?

    package init() {}
}
