internal import GRDB
internal import PuertoCore

/// Reads all records in one merge: each table once, in the order of its key.
struct FleetReader {
    private let path: String
    private let hosts: [(id: Int, host: Host)]
    private let tenants: TenantRows
    private let slots: RawRows
    private var berths: BerthRows
    /// `nil` when the changes are not wanted.
    private var book: ChangeBook?
    private let custody: CustodyRows
    private let operations: OperationsRows
    private var quarantine: [QuarantinedSlot] = []
    /// The tenants' row ids, in the order of the records.
    private var ids: [Int] = []

    /// Reads a snapshot. Records that `previous` holds are not checked again. `now` decides which
    /// links still open.
    static func read(
        _ db: Database, _ path: String, previous: FleetRecords? = nil, changes: Bool,
        historyLimit: Int, now: Int = 0
    ) throws -> FleetSnapshot {
        do {
            var reader = try FleetReader(db, path, previous: previous, changes: changes, now: now)
            let space = previous.map(\.bytes.count) ?? reader.tenants.bytes.count * 3
            var writer = FleetRecords.Writer(previous: previous, reserving: space + space / 16)
            try reader.walk(&writer)
            let history = try AuditLog.newestOfPages(historyLimit, db)
            return reader.finish(
                &writer, try FleetSnapshot.plans(db), history, try ObservedPortRows(db: db).all(),
                try DiskRows(db: db).rooms(), isDemo: try Store.isDemo(db))
        } catch let error as PuertoError where error.code == .invalid {
            throw Store.smuggled(path, error)
        }
    }

    private init(
        _ db: Database, _ path: String, previous: FleetRecords?, changes: Bool, now: Int
    ) throws {
        self.path = path
        hosts = try FleetSnapshot.hosts(db)
        tenants = try TenantRows(db)
        slots = try RawRows(
            db,
            """
            SELECT number, tenant, former_tenant, until FROM slot WHERE host = ? ORDER BY number
            """)
        berths = try BerthRows(db)
        custody = try CustodyRows(db, now: now)
        operations = changes ? try OperationsRows(db) : OperationsRows()
        book = changes ? try ChangeBook(db, previous: previous) : nil
        ids.reserveCapacity(tenants.count)
    }
}

extension FleetReader {
    private mutating func walk(_ writer: inout FleetRecords.Writer) throws {
        for (id, host) in hosts {
            try slots.restart(id)
            try berths.restart(host: id)
            while try slots.next() {
                let number = slots.integer(0)
                guard !slots.isNull(1) else {
                    quarantine.append(
                        QuarantinedSlot(
                            host: host.name, slot: try Slot(number),
                            formerTenant: try Slug(slots.string(2)).text, until: slots.integer(3)))
                    continue
                }
                let id = slots.integer(1)
                guard let parts = tenants.parts(id), try berths.next(), berths.slot == number
                else {
                    throw Store.damaged(path, "slot \(number) on '\(host.name)' lacks records")
                }
                ids.append(id)
                try add(parts, id, on: host.name, try Slot(number), &writer)
            }
        }
        guard ids.count == tenants.count else { throw Store.damaged(path, "a tenant has no slot") }
    }

    private mutating func add(
        _ parts: (head: Range<Int>, tail: Range<Int>), _ id: Int, on host: Slug, _ slot: Slot,
        _ writer: inout FleetRecords.Writer
    ) throws {
        try tenants.bytes.withUnsafeBytes { bytes in
            try berths.containers.withUnsafeBytes { containers in
                let row = FleetRecords.Row(
                    head: UnsafeRawBufferPointer(rebasing: bytes[parts.head]),
                    tail: UnsafeRawBufferPointer(rebasing: bytes[parts.tail]), host: host,
                    slot: slot, ports: berths.ports, containers: containers)
                if !writer.add(row), !writer.isPlain { try FleetReader.check(writer.tenant()) }
                addCustody(id, to: &writer)
                addOperations(id, to: &writer)
                if book == nil { writer.addChanges(isGrowing: false) { _ in 0 } }
                try book?.add(row.slug, to: &writer)
            }
        }
    }

    private func addCustody(_ id: Int, to writer: inout FleetRecords.Writer) {
        var (facts, page) = (FleetRecords.Bytes(), FleetRecords.Bytes())
        custody.add(id, facts: &facts, page: &page)
        facts.withUnsafeBytes { facts in
            page.withUnsafeBytes { writer.addCustody(facts: facts, page: $0) }
        }
    }

    private func addOperations(_ id: Int, to writer: inout FleetRecords.Writer) {
        var bytes = FleetRecords.Bytes()
        if let known = operations.of(id) { bytes.add(known) }
        bytes.withUnsafeBytes { writer.addOperations($0) }
    }

    private func finish(
        _ writer: inout FleetRecords.Writer, _ plans: [PricingPlan], _ history: [AuditEntry],
        _ observed: [ObservedPorts], _ rooms: [DiskRoom], isDemo: Bool
    ) -> FleetSnapshot {
        let others = book?.others(writer) ?? []
        let mark = book?.mark ?? FleetRecords.AuditMark(count: 0, seq: 0, fingerprint: 0)
        let all = writer.finish(
            hosts: hosts.map(\.host), plans: plans, quarantine: quarantine, observedPorts: observed,
            diskRooms: rooms, isDemo: isDemo, nextExpiry: custody.nextExpiry, history: history,
            mark: mark, others: others)
        return FleetSnapshot(all: all, hosts: hosts, ids: ids)
    }

    /// Throws `invalid`, with the slug, for a value that only SQL can have written.
    private static func check(_ tenant: Tenant) throws {
        let slug = try Slug(tenant.slug.text)
        do {
            try tenant.check()
            _ = try RandomID(tenant.onboardingToken, called: "onboarding token")
        } catch let error as PuertoError {
            throw error.at("tenant '\(slug)'")
        }
    }
}
