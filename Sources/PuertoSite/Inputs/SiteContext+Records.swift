internal import PuertoCore

// From the records.
extension SiteContext {
    func tenant(_ index: Int) -> Tenant {
        note(Input(.tenant, index))
        return site.records.tenant(index)
    }

    /// A tenant's slug is what it is found by, and never another one's.
    func slug(_ index: Int) -> Slug { site.records.slug(index) }

    /// Its newest five, newest first.
    func changes(_ index: Int) -> [AuditEntry] {
        note(Input(.changes, index))
        return site.records.changes(index)
    }

    /// What Puerto keeps for it; of its sealed page only that there is one.
    func custody(_ index: Int) -> Custody {
        note(Input(.custody, index))
        return site.records.custody(index)
    }

    /// What its onboarding page hands out, for whoever knows the passphrase.
    func sealedPage(_ index: Int) -> SealedPage? {
        note(Input(.sealedPage, index))
        return site.records.custody(index).handoff?.page
    }

    /// What is known of its running stack.
    func operations(_ index: Int) -> Operations {
        note(Input(.operations, index))
        return site.records.operations(index)
    }

    var base: Tenant? {
        note(.base)
        return site.base.map(site.records.tenant)
    }

    /// What the first page shows of the base system's probe, which it was on a day.
    var baseProbe: (line: OperationsLine, day: Day?) {
        note(.baseProbe)
        note(.zone)
        let line = site.base.map(site.records.operationsLine) ?? OperationsLine()
        return (line, line.health == nil ? nil : site.clock.day(line.probedAt))
    }

    /// What probes say of the clients that are to run, and the day of the oldest one.
    var probes: (totals: ProbeTotals, oldest: Day?) {
        note(.probes)
        note(.zone)
        let totals = site.overview.probes
        return (totals, totals.oldest.map(site.clock.day))
    }

    var totals: Totals {
        note(.totals)
        return site.overview.totals
    }

    /// States and plans that some client has.
    var inUse: (states: Set<Tenant.Status>, plans: Set<String>) {
        note(.inUse)
        let totals = site.overview.totals
        return (Set(totals.byStatus.keys), Set(totals.byPlan.keys))
    }

    /// How many files the search over clients has.
    var shards: Int { hosts.count * SearchIndex.filesOfHost }

    /// The newest changes of all, newest first, and whether their object has a page.
    var history: [(entry: AuditEntry, hasPage: Bool)] {
        note(.history)
        return site.records.history.map { ($0, site.library.tenants[$0.object] != nil) }
    }

    /// In seconds since 1970, UTC.
    var latestChange: Int? {
        note(.latestChange)
        return site.records.history.first?.at
    }

    /// Slots that may still be handed out, on all hosts.
    var slotsLeft: Int {
        note(.slotsLeft)
        return site.overview.slotMaps.reduce(0) { $0 + $1.freeCount }
    }

    /// The clients on a page of the harbour; pages are counted from 1.
    func clients(onPage number: Int) -> (lines: [TenantLine], pages: Int) {
        note(Input(.fleetPage, number))
        let overview = site.overview
        return (overview.lines(onHarbourPage: number), overview.clientPages.count)
    }

    /// The clients on a page of the business; pages are counted from 1.
    func payers(onPage number: Int) -> (lines: [TenantLine], pages: Int) {
        note(Input(.payersPage, number))
        let overview = site.overview
        return (overview.lines(onBusinessPage: number), overview.payerPages.count)
    }

    /// The first clients that need somebody with the reasons why, and how many there are.
    var needingAttention: (first: [(line: TenantLine, reasons: Needs)], count: Int) {
        note(.attention)
        let overview = site.overview
        return (
            overview.needingAttention.map { (overview.lines[$0], $1) }, overview.needy.count
        )
    }

    /// The first tenants, the base system among them or not.
    func examples(withBase: Bool) -> [TenantLine] {
        note(.examples)
        let overview = site.overview
        return overview.examples.map { overview.lines[$0] }
            .filter { withBase || $0.kind == .client }
    }

    /// One host: its tenants by slot, its slots, those at rest, and those with a port in use.
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

/// What one host carries.
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

    /// Tenants by state.
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

    /// Places of the tenants in one file of the search.
    func shard(_ file: Int) -> [Int] {
        berths[file / SearchIndex.filesOfHost].filter {
            SearchIndex.file(of: lines[$0].slot) == file % SearchIndex.filesOfHost
        }
    }

    /// As many as the first page names.
    var needingAttention: ArraySlice<(place: Int, reasons: Needs)> { needy.prefix(10) }

    /// One more than a page shows, since the base system may be left out.
    var examples: Range<Int> { lines.indices.prefix(RunbookPage.examples + 1) }
}
