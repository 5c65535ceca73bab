import Foundation
import PuertoCore
import PuertoSite
import PuertoStore

extension Workspace {
    /// Takes the build lock. While another build runs, it prints a note and waits.
    func lock(_ wait: () -> Void = {}) throws -> BuildLock {
        try BuildLock(workspace: folder) {
            Failure.note("waiting for another build")
            wait()
        }
    }

    /// The file in which the worker's rounds leave their time.
    var roundFile: RoundFile { RoundFile(public: path("public")) }

    /// Makes that file after a build, where a worker makes rounds.
    func ensureRoundFile() throws {
        let interval = configuration.engine.probeInterval
        if interval > 0 { try roundFile.ensure(interval: interval) }
    }

    /// A builder of the site, which calls `store` when it needs the records.
    func builder(_ store: @escaping @Sendable () throws -> Store) throws -> SiteBuilder {
        guard let zone = TimeZone(identifier: configuration.agency.timeZone) else {
            throw PuertoError(
                .unsupported,
                "the system does not know the time zone '\(configuration.agency.timeZone)'",
                hint: "apt-get install tzdata", place: path("puerto.yaml"))
        }
        let clock = SiteClock(
            now: SystemClock.now(), zone: Program.fingerprint(ofZone: zone.identifier),
            offset: { zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double($0))) })
        return SiteBuilder(
            workspace: folder, configuration: configuration, clock: clock,
            program: ProgramState(version: Program.version, configuration: fingerprint),
            records: RecordSource(database: "puerto.db") { previous in
                try store().records(previous: previous)
            })
    }
}
