import Foundation
import PuertoCore
import PuertoSite
import PuertoStore

extension Workspace {
    /// The site as the records and `content/` are now.
    func site(from store: Store) throws -> Site {
        guard let zone = TimeZone(identifier: configuration.agency.timeZone) else {
            throw PuertoError(
                .unsupported,
                "the system does not know the time zone '\(configuration.agency.timeZone)'",
                hint: "apt-get install tzdata", place: path("puerto.yaml"))
        }
        var fleet = try store.fleet(auditLimit: Site.auditLimit)
        let now = Clock.now()
        fleet.quarantine.removeAll { $0.until <= now }
        return try Site(
            configuration: configuration, fleet: fleet, workspace: folder,
            offset: { zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double($0))) })
    }
}
