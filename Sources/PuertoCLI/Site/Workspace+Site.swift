import Foundation
import PuertoCore
import PuertoSite
import PuertoStore

extension Workspace {
    /// Waits, and says so, while another build goes on.
    func lock(_ wait: () -> Void = {}) throws -> BuildLock {
        try BuildLock(workspace: folder) {
            Failure.note("waiting for another build")
            wait()
        }
    }

    /// Throws what makes the configuration unfit for the records, and changes nothing.
    func checkFit(of store: Store) throws {
        do {
            try store.checkFit(of: configuration)
        } catch let error as PuertoError {
            throw error.at(path("puerto.yaml"))
        }
    }

    /// Builds the site of records that are read through `store`, asked for when they are needed.
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
