import Foundation
import PuertoCore
import PuertoSite
import PuertoStore

extension Workspace {
    /// Takes the build lock. While another build runs, it prints a note and waits.
    func lock(_ wait: () -> Void = {}) throws -> BuildLock {
        try BuildLock(workspace: folder) {
            Failure.note(
                Spoken.say("espera a que termine otra publicación", "waiting for another build"))
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

    /// A builder of the site, which calls `store` when it needs the records. A logo that is
    /// missing or refused is an error; unless it `needsLogo`, it is a warning, and pages have none.
    func builder(
        needsLogo: Bool = true, _ store: @escaping @Sendable () throws -> Store
    ) throws -> SiteBuilder {
        guard let zone = TimeZone(identifier: configuration.agency.timeZone) else {
            throw PuertoError(
                .unsupported,
                "the system does not know the time zone '\(configuration.agency.timeZone)'",
                hint: "apt-get install tzdata", place: path("puerto.yaml")
            ).spanish(
                "el sistema no conoce la zona horaria '\(configuration.agency.timeZone)'",
                hint: "apt-get install tzdata")
        }
        let clock = SiteClock(
            now: SystemClock.now(), zone: Program.fingerprint(ofZone: zone.identifier),
            offset: { zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double($0))) })
        let (shown, print) = try withLogo(isNeeded: needsLogo)
        return SiteBuilder(
            workspace: folder, configuration: shown, clock: clock,
            program: ProgramState(version: Program.version, configuration: print),
            records: RecordSource(database: "puerto.db") { previous in
                try store().records(previous: previous)
            })
    }

    /// The configuration with the logo that it names, and the fingerprint of both.
    private func withLogo(isNeeded: Bool) throws -> (PuertoCore.Configuration, UInt64) {
        var (shown, logo) = (configuration, Logo?.none)
        do {
            logo = try LogoFile.read(configuration.agency, workspace: folder)
        } catch let error as PuertoError where !isNeeded {
            Failure.warn(error)
        }
        guard let logo else { return (shown, fingerprint) }
        shown.agency.logo = logo
        var print = Fingerprint()
        print.add(fingerprint)
        print.add(logo.debugDescription)
        return (shown, print.value)
    }
}
