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
    /// The lines of the first page, which the command line prints too.
    let home: FleetHome
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
        home = FleetHome(records, lines) { site.plan($0.plan)?.limits.diskGB }
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
