internal import PuertoCore

// From the records.
extension SiteContext {
    func tenant(_ index: Int) -> Tenant {
        note(Input(.tenant, index))
        return site.records.tenant(index)
    }

    /// A tenant's slug. It needs no record, since a tenant is found by it and it is never another
    /// one's.
    func slug(_ index: Int) -> Slug { site.records.slug(index) }

    /// A tenant's newest five changes, newest first.
    func changes(_ index: Int) -> [AuditEntry] {
        note(Input(.changes, index))
        return site.records.changes(index)
    }

    /// A tenant's credentials and handoffs, without the contents of the sealed page.
    func custody(_ index: Int) -> Custody {
        note(Input(.custody, index))
        return site.records.custody(index)
    }

    /// The page that is handed out to a tenant, for the client who knows the passphrase.
    func handoff(_ index: Int) -> Handoff? {
        note(Input(.sealedPage, index))
        return site.records.custody(index).handoff
    }

    /// The probes, jobs, drift and disk of a tenant's stack.
    func operations(_ index: Int) -> Operations {
        note(Input(.operations, index))
        return site.records.operations(index)
    }

    var base: Tenant? {
        note(.base)
        return site.base.map(site.records.tenant)
    }

    /// The base system's probe and its day, as the first page shows them.
    var baseProbe: (line: OperationsLine, day: Day?) {
        note(.baseProbe)
        note(.zone)
        let line = site.base.map(site.records.operationsLine) ?? OperationsLine()
        return (line, line.health == nil ? nil : site.clock.day(line.probedAt))
    }

    /// The lines of the first page, and the day of the oldest probe that they count.
    var home: (lines: FleetHome, oldest: Day?) {
        note(.attention)
        note(.probes)
        note(.zone)
        let home = site.overview.home
        return (home, home.probes.oldest.map(site.clock.day))
    }

    var totals: Totals {
        note(.totals)
        return site.overview.totals
    }

    /// The states and plans that some client has.
    var inUse: (states: Set<Tenant.Status>, plans: Set<String>) {
        note(.inUse)
        let totals = site.overview.totals
        return (Set(totals.byStatus.keys), Set(totals.byPlan.keys))
    }

    /// The number of files of the search over clients.
    var shards: Int { hosts.count * SearchIndex.filesOfHost }

    /// The newest changes of the fleet, newest first.
    var history: [HistoryLine] {
        note(.history)
        return site.history
    }

    /// The moment of the fleet's latest change, in seconds since 1970, UTC.
    var latestChange: Int? {
        note(.latestChange)
        return site.records.history.first?.at
    }

    /// The number of slots that may still be assigned, on all hosts.
    var slotsLeft: Int {
        note(.slotsLeft)
        return site.overview.slotMaps.reduce(0) { $0 + $1.freeCount }
    }

    /// The clients on a page of the fleet's list; pages are counted from 1.
    func clients(onPage number: Int) -> (lines: [TenantLine], pages: Int) {
        note(Input(.fleetPage, number))
        let overview = site.overview
        return (overview.lines(onHarbourPage: number), overview.clientPages.count)
    }

    /// The clients on a page of the business list; pages are counted from 1.
    func payers(onPage number: Int) -> (lines: [TenantLine], pages: Int) {
        note(Input(.payersPage, number))
        let overview = site.overview
        return (overview.lines(onBusinessPage: number), overview.payerPages.count)
    }

    /// The free space of each machine that a worker has looked at.
    var diskRooms: [DiskRoom] {
        note(.diskRooms)
        return site.records.diskRooms
    }

    /// Tells whether the clients are invented, and nothing runs for them.
    var isDemo: Bool {
        note(.demo)
        return site.records.isDemo
    }

    /// The first tenants, with or without the base system.
    func examples(withBase: Bool) -> [TenantLine] {
        note(.examples)
        let overview = site.overview
        return overview.examples.map { overview.lines[$0] }
            .filter { withBase || $0.kind == .client }
    }

    /// One host with its tenants by slot, its slots, those in quarantine, and those whose ports
    /// are in use.
    func berths(_ host: Int) -> Berths {
        note(Input(.berths, host))
        return Berths(site, host)
    }

    /// The records in one file of the search, by slot; files are counted from 0.
    func records(inFile file: Int) -> [Tenant] {
        note(Input(.shard, file))
        return site.overview.shard(file).map(site.records.tenant)
    }
}

/// The tenants and slots of one host.
struct Berths {
    let host: Host
    let tenants: [TenantLine]
    let map: SlotMap
    let resting: [QuarantinedSlot]
    /// Free slots of which something else has a port.
    let inUse: [(slot: Slot, port: Int)]
    /// The day of the look that found them; `nil` when none is in use.
    let seenInUse: Day?

    init(_ site: Site, _ index: Int) {
        let overview = site.overview
        let host = site.configuration.hosts[index]
        self.host = host
        tenants = overview.berths[index].map { overview.lines[$0] }
        map = overview.slotMaps[index]
        resting = site.resting.filter { $0.host == host.name }
        inUse = map.portsInUse
        let seen = site.observedPorts(of: host.name)
        seenInUse = inUse.isEmpty ? nil : seen.map { site.clock.day($0.at) }
    }

    /// The number of tenants in each state.
    var byStatus: [Tenant.Status: Int] {
        tenants.reduce(into: [:]) { $0[$1.status, default: 0] += 1 }
    }
}

extension Overview {
    func lines(onHarbourPage number: Int) -> [TenantLine] {
        clients[clientPages[number - 1]].map { lines[$0] }
    }

    func lines(onBusinessPage number: Int) -> [TenantLine] {
        payers[payerPages[number - 1]].map { lines[$0] }
    }

    /// The places of the tenants in one file of the search.
    func shard(_ file: Int) -> [Int] {
        berths[file / SearchIndex.filesOfHost].filter {
            SearchIndex.file(of: lines[$0].slot) == file % SearchIndex.filesOfHost
        }
    }

    /// The first tenants, one more than a page shows, since the base system may be left out.
    var examples: Range<Int> { lines.indices.prefix(RunbookPage.examples + 1) }
}
