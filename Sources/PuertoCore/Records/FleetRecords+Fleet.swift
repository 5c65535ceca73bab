extension FleetRecords {
    /// Makes the block of a fleet, with the changes that its history has.
    package init(_ fleet: Fleet, historyLimit: Int = FleetRecords.historyLimit) {
        var changes = Dictionary(grouping: fleet.audit, by: \.object)
        var writer = Writer()
        for tenant in fleet.tenants {
            writer.add(tenant)
            writer.add(fleet.custody[tenant.slug] ?? Custody())
            writer.add(fleet.operations[tenant.slug])
            let newest = (changes.removeValue(forKey: tenant.slug.text) ?? [])
                .prefix(FleetRecords.changesLimit)
            writer.addChanges(isGrowing: false) { bytes in
                for change in newest { bytes.add(change: change) }
                return newest.count
            }
        }
        self = writer.finish(
            hosts: fleet.hosts, plans: fleet.plans, quarantine: fleet.quarantine,
            observedPorts: fleet.observedPorts, diskRooms: fleet.diskRooms, isDemo: fleet.isDemo,
            nextExpiry: fleet.nextExpiry, history: Array(fleet.audit.prefix(historyLimit)),
            mark: AuditMark(fleet.audit),
            others: changes.keys.map { Fingerprint(Array($0.utf8)).value })
    }

    /// The fleet with every tenant decoded, and the history.
    package var fleet: Fleet {
        Fleet(
            hosts: hosts, plans: plans, tenants: (0..<count).map(tenant), quarantine: quarantine,
            audit: history,
            custody: Dictionary(
                (0..<count).map { (slug($0), custody($0)) }, uniquingKeysWith: { first, _ in first }
            ),
            operations: Dictionary(
                (0..<count).map { (slug($0), operations($0)) },
                uniquingKeysWith: { first, _ in first }), observedPorts: observedPorts,
            diskRooms: diskRooms, isDemo: isDemo, nextExpiry: nextExpiry)
    }
}

extension FleetRecords.Writer {
    mutating func add(_ tenant: Tenant) {
        var (head, tail, containers) = (
            FleetRecords.Bytes(), FleetRecords.Bytes(), FleetRecords.Bytes()
        )
        head.addHead(of: tenant)
        tail.addTail(of: tenant)
        containers.addContainers(of: tenant)
        head.withUnsafeBytes { head in
            tail.withUnsafeBytes { tail in
                containers.withUnsafeBytes { containers in
                    _ = add(
                        FleetRecords.Row(
                            head: head, tail: tail, host: tenant.host, slot: tenant.slot,
                            ports: tenant.ports, containers: containers))
                }
            }
        }
    }
}

extension FleetRecords.Writer {
    mutating func add(_ custody: Custody) {
        var (facts, page) = (FleetRecords.Bytes(), FleetRecords.Bytes())
        facts.addFacts(of: custody)
        if let handoff = custody.handoff { page.add(handoff.page) }
        facts.withUnsafeBytes { facts in
            page.withUnsafeBytes { addCustody(facts: facts, page: $0) }
        }
    }
}

extension FleetRecords.Writer {
    mutating func add(_ operations: Operations?) {
        var bytes = FleetRecords.Bytes()
        if let operations, operations != Operations() { bytes.add(operations) }
        bytes.withUnsafeBytes { addOperations($0) }
    }
}

extension FleetRecords.AuditMark {
    /// Marks a whole history, newest first.
    fileprivate init(_ history: [AuditEntry]) {
        self.init(
            count: history.count, seq: history.first?.seq ?? 0,
            fingerprint: history.first?.fingerprint ?? 0)
    }
}
