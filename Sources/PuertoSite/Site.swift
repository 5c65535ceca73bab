internal import PuertoCore

/// A snapshot of everything that pages are made from. It never changes.
///
/// Pages see it through a `SiteContext`, which records what they look at. It is a class because
/// every worker holds it: a reference is one count to keep, the value would be dozens.
final class Site: Sendable {
    let configuration: Configuration
    let records: FleetRecords
    let library: ContentLibrary
    let assets: Assets
    let menus: Menus
    /// The slots in quarantine now.
    let resting: [QuarantinedSlot]
    let clock: SiteClock
    let hostIndex: [Slug: Int]
    let planIndex: [String: Int]
    private let figures = Memo<Overview>()

    init(
        configuration: Configuration, records: FleetRecords, library: ContentLibrary,
        clock: SiteClock
    ) {
        self.configuration = configuration
        self.records = records
        self.library = library
        self.clock = clock
        assets = Assets(agency: configuration.agency, isLive: configuration.web != nil)
        menus = Menus(languages: configuration.agency.languages)
        resting = records.quarantine.filter { $0.until > clock.now }
        hostIndex = Site.places(configuration.hosts.map(\.name))
        planIndex = Site.places(configuration.plans.map(\.id))
    }

    private static func places<Key: Hashable>(_ keys: [Key]) -> [Key: Int] {
        Dictionary(keys.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
    }
}

extension Site {
    var agency: Agency { configuration.agency }

    /// The rows and figures that lists show. Making them costs a look at every record.
    var overview: Overview { figures.get { Overview(self) } }

    /// The base system's place in the records.
    var base: Int? { records.count > 0 && records.line(0).kind == .base ? 0 : nil }

    /// The moment at which pages change though no record does, in seconds since 1970: a quarantine
    /// ends, or a link expires unread.
    var nextDue: Int { min(resting.map(\.until).min() ?? .max, records.nextExpiry ?? .max) }

    /// The last look at a host's machine.
    func observedPorts(of host: Slug) -> ObservedPorts? {
        records.observedPorts.first { $0.host == host }
    }

    func host(_ name: Slug) -> Host? { hostIndex[name].map { configuration.hosts[$0] } }

    func plan(_ id: String?) -> PricingPlan? {
        id.flatMap { planIndex[$0] }.map { configuration.plans[$0] }
    }

    func warnings() -> [PuertoError] {
        var warnings = nameWarnings()
        if configuration.hosts.count > 1, !configuration.url.tellsHostsApart {
            warnings.append(
                PuertoError(
                    .conflict,
                    "clients on different hosts share addresses: url is "
                        + "'\(configuration.url.template)'",
                    hint: "put {host} or {slug} into it", place: "puerto.yaml"
                ).spanish(
                    "clientes de máquinas distintas comparten dirección: url es "
                        + "'\(configuration.url.template)'", hint: "pon en ella {host} o {slug}"))
        }
        return warnings
    }
}

/// The wall clock of the agency.
package struct SiteClock: Sendable {
    /// Seconds since 1970, UTC.
    package let now: Int
    /// Distance from UTC in seconds at a moment in seconds since 1970.
    package let offset: @Sendable (Int) -> Int
    /// A number that differs between two time zones, and between two editions of one.
    package let zone: UInt64

    package init(now: Int, zone: UInt64, offset: @escaping @Sendable (Int) -> Int) {
        self.now = now
        self.zone = zone
        self.offset = offset
    }

    /// The day of a moment in seconds since 1970, by the agency's calendar.
    func day(_ seconds: Int) -> Day { Day(secondsSince1970: seconds + offset(seconds)) }
}
