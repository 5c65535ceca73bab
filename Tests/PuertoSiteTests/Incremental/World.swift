import PuertoCore
import PuertoSite
import TestSupport

/// Everything a portal is made from, as a value for random edits.
struct World {
    var configuration: Configuration
    var tenants: [Tenant]
    /// The tenants that were deleted, and may be added again.
    var former: [Tenant] = []
    var quarantine: [QuarantinedSlot] = []
    /// The credentials by slug; slugs without a tenant may be among them.
    var custody: [Slug: Custody] = [:]
    /// The operations by slug.
    var operations: [Slug: Operations] = [:]
    /// The last look at each host's machine.
    var observedPorts: [ObservedPorts] = []
    /// The free space of each host's machine.
    var diskRooms: [DiskRoom] = []
    var isDemo = false
    /// The links to logins that nobody has read: when each expires, by its client's slug.
    var unread: [Slug: Int] = [:]
    /// The changes, newest first.
    var history: [AuditEntry] = Fleet.history
    var now = 1_764_000_000
    /// The hours from UTC; another number is another time zone.
    var zone = 1
    var version: UInt64 = 1
    var runbooks: [String: Writing] = [:]
    /// The notes by slug, whether there is such a tenant or not.
    var notes: [String: Writing] = [:]
}

extension World {
    /// The fleet as its records show it now.
    var fleet: Fleet { fleet(at: now) }

    /// The tenants in the order of the records: the base system first, then by host and slot. The
    /// time decides which unread links still open.
    func fleet(at now: Int) -> Fleet {
        let hosts = configuration.hosts.map(\.name)
        func rank(_ tenant: Tenant) -> (Int, Int) {
            let host = hosts.firstIndex(of: tenant.host) ?? hosts.count
            return (tenant.kind == .base ? -1 : host, tenant.slot.number)
        }
        let open = unread.filter { $1 > now }
        return Fleet(
            hosts: configuration.hosts, plans: configuration.plans,
            tenants: tenants.sorted { rank($0) < rank($1) }, quarantine: quarantine,
            audit: history,
            custody: custody.merging(open.mapValues(World.linked)) { old, link in
                Custody(
                    credentials: old.credentials, handoff: old.handoff, past: old.past,
                    linkedAt: link.linkedAt)
            }, operations: operations, observedPorts: observedPorts, diskRooms: diskRooms,
            isDemo: isDemo, nextExpiry: open.values.min())
    }

    /// What is kept for a client who has only a link, which was made a day before it expires.
    private static func linked(_ expiry: Int) -> Custody { Custody(linkedAt: expiry - 86_400) }

    /// The files of `content/` with their text, below the workspace.
    var files: [String: String] {
        var files: [String: String] = [:]
        for (name, writing) in runbooks {
            for suffix in writing.editions.keys {
                files["content/runbooks/\(name)\(suffix).md"] = writing.runbook(suffix)
            }
        }
        for (slug, writing) in notes {
            for suffix in writing.editions.keys {
                files["content/tenants/\(slug)\(suffix).md"] = writing.notes(suffix)
            }
        }
        return files
    }

    var withoutDocuments: World {
        var world = self
        (world.runbooks, world.notes, world.former) = ([:], [:], [])
        return world
    }

    /// Builds this world in a workspace that holds its files. `database` is a file that changes
    /// whenever the records do, if there is one.
    func builder(in workspace: String, database: String?) -> SiteBuilder {
        let (fleet, offset) = (fleet, zone * 3600)
        return SiteBuilder(
            workspace: workspace, configuration: configuration,
            clock: SiteClock(now: now, zone: UInt64(zone + 100), offset: { _ in offset }),
            program: ProgramState(
                version: version,
                configuration: Fingerprint(Array(String(reflecting: configuration).utf8)).value),
            records: RecordSource(database: database) { _ in FleetRecords(fleet) })
    }
}

extension World {
    /// A small fleet on one to three hosts, some documents, some history.
    init(_ random: inout SplitMix64, clients: Int) throws {
        configuration = random.chance(60) ? .both : .spanish
        tenants = [try .make("base", name: "Sistema base", kind: .base, slot: 0, plan: nil)]
        for name in ["norte", "este"].prefix(random.number(0...2)) {
            configuration.hosts.append(Host(name: try Slug(name), address: "\(name).example"))
        }
        if configuration.hosts.count > 1 {
            configuration.url = try AppURL(template: "https://{slug}.{host}:{port}/")
        }
        for _ in 0..<clients { _ = try insertTenant(&random) }
        for _ in 0..<random.number(2...6) { _ = addRunbook(&random) }
        for _ in 0..<random.number(1...5) { _ = writeNotes(&random) }
        mend()
    }
}
