import Foundation
import PuertoCore
import PuertoSite
import PuertoStore

extension Workspace {
    /// Waits, and says so, while another build goes on.
    func lock() throws -> BuildLock {
        try BuildLock(workspace: folder) { Failure.note("waiting for another build") }
    }

    /// Throws what makes the configuration unfit for the records, and changes nothing.
    func checkFit(of store: Store) throws {
        do {
            try store.checkFit(of: configuration)
        } catch let error as PuertoError {
            throw error.at(path("puerto.yaml"))
        }
    }

    /// The site as the records and `content/` are now.
    func site(from store: Store) throws -> Site {
        guard let zone = TimeZone(identifier: configuration.agency.timeZone) else {
            throw PuertoError(
                .unsupported,
                "the system does not know the time zone '\(configuration.agency.timeZone)'",
                hint: "apt-get install tzdata", place: path("puerto.yaml"))
        }
        var fleet = try store.fleet(auditLimit: Site.auditLimit)
        // The same as what is recorded after a build; before one, what it would show.
        fleet.hosts = configuration.hosts
        fleet.plans = configuration.plans
        let now = Clock.now()
        fleet.quarantine.removeAll { $0.until <= now }
        return try Site(
            configuration: configuration, fleet: fleet, workspace: folder,
            offset: { zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double($0))) })
    }
}
