internal import PuertoCore

/// The rows and figures of all lists, made by one look at every record.
struct Overview: Sendable {
    let lines: [TenantLine]
    /// The places of the clients, in the portal's order.
    let clients: [Int]
    /// The places of the clients that have a plan.
    let payers: [Int]
    /// The range of `clients` on each page of the fleet's list.
    let clientPages: [Range<Int>]
    /// The range of `payers` on each page of the business list.
    let payerPages: [Range<Int>]
    let totals: Totals
    let probes: ProbeTotals
    /// The places of the clients that need attention, in the portal's order.
    let needy: [(place: Int, reasons: Needs)]
    /// The places of each host's tenants, by slot; parallel to the configuration's hosts.
    let berths: [[Int]]
    let slotMaps: [SlotMap]

    init(_ site: Site) {
        let records = site.records
        let lines = (0..<records.count).map(records.line)
        self.lines = lines
        clients = lines.indices.filter { lines[$0].kind == .client }
        payers = clients.filter { lines[$0].plan != nil }
        let weights = lines.map(\.textWeight)
        clientPages = Paging.pages(of: clients, in: lines, weights)
        payerPages = Paging.pages(of: payers, in: lines, weights)
        totals = Totals(lines: lines, plans: site.configuration.plans)
        let known = clients.map { (place: $0, line: records.operationsLine($0)) }
        probes = ProbeTotals(known.lazy.filter { lines[$0.place].status.isBilled }.map(\.line))
        needy = known.compactMap { place, line in
            let plan = lines[place].plan.flatMap { site.plan($0) }
            let reasons = Needs(lines[place].status, line, disk: plan?.limits.diskGB)
            return reasons.isEmpty ? nil : (place, reasons)
        }
        var berths = site.configuration.hosts.map { _ in [Int]() }
        for (index, line) in lines.enumerated() {
            if let host = site.hostIndex[line.host] { berths[host].append(index) }
        }
        self.berths = berths
        slotMaps = site.configuration.hosts.enumerated().map { host, value in
            SlotMap(
                of: value,
                recorded: Dictionary(
                    berths[host].map { (lines[$0].slot, lines[$0].slug) }
                ) { first, _ in first },
                resting: site.resting.filter { $0.host == value.name },
                ports: site.configuration.ports,
                inUse: Set(site.observedPorts(of: value.name)?.ports ?? []))
        }
    }
}
