package import PuertoCore

/// The facts of the first page, and whether the pages are of now, which only the
/// command line can see.
package struct HomeReport: Sendable {
    package let lines: FleetHome
    /// The day of the oldest probe that counts.
    package let oldest: Day?
    /// The last look at each machine.
    package let rooms: [DiskRoom]
    /// The plan in which the room of a machine is counted.
    package let usualPlan: PricingPlan?
    package let pages: PageAge
    /// Tells whether the clients are invented, and nothing runs for them.
    package let isDemo: Bool

    package enum PageAge: String, Sendable {
        case current
        /// A record has changed since the last build.
        case old
        case missing
    }
}

extension SiteBuilder {
    /// Reads the records and looks at the last build; writes nothing.
    package func home() throws -> HomeReport {
        let kept = try Disk.readIfThere("\(workspace)/.puerto/records")
            .flatMap(FleetRecords.init(bytes:))
        let records = try self.records.read(kept)
        let plans = Dictionary(configuration.plans.map { ($0.id, $0.limits.diskGB) }) { $1 }
        let lines = FleetHome(records, (0..<records.count).map(records.line)) {
            $0.plan.flatMap { plans[$0] ?? nil }
        }
        return HomeReport(
            lines: lines, oldest: lines.probes.oldest.map(clock.day),
            rooms: records.diskRooms, usualPlan: lines.usualPlan(configuration.plans),
            pages: age(of: kept, records), isDemo: records.isDemo)
    }

    private func age(of kept: FleetRecords?, _ records: FleetRecords) -> HomeReport.PageAge {
        guard Disk.kind(of: "\(workspace)/public/\(PortalPath.home)") == .file else {
            return .missing
        }
        guard let kept, kept.hasSameTenants(as: records) else { return .old }
        return .current
    }
}

extension SiteClock {
    /// A moment in seconds since 1970 as the agency's wall clock shows it.
    package func moment(_ seconds: Int, _ locale: RegionalLocale) -> String {
        LocalTime(at: seconds, offset: offset(seconds)).text(locale)
    }
}
