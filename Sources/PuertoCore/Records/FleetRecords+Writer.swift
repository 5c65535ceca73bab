extension FleetRecords {
    /// Writes the block tenant by tenant, in their order: `add`, then `addCustody`, `addOperations`
    /// and `addChanges`, and `finish` at the end.
    package struct Writer {
        private var body: Bytes
        private var table = Bytes()
        private var record = 0..<0
        private var prints = (
            record: UInt64(0), line: UInt64(0), custody: UInt64(0), page: UInt64(0),
            operations: UInt64(0)
        )
        private var operationsStart = 0
        private var previous: Predecessor?
        private var twin: Int?

        /// Reserves `reserving` bytes for records and changes together.
        package init(previous: FleetRecords? = nil, reserving: Int = 0) {
            self.previous = previous.map(Predecessor.init)
            body = Bytes(reserving: reserving)
            body.add(Layout.version)
        }

        package var count: Int { table.count / Layout.entryBytes }

        /// Tells whether `previous` has the last tenant's slug.
        package var isKnown: Bool { twin != nil }

        /// Fingerprints of the slugs with changes that only `previous` has.
        package var gone: [UInt64] { previous?.gone ?? [] }
    }
}

extension FleetRecords.Writer {
    /// Adds a tenant's record. Returns whether `previous` holds the same one, which was checked
    /// when it was read; any other record still has to be checked.
    package mutating func add(_ row: FleetRecords.Row) -> Bool {
        let start = body.count
        body.add(row.head)
        body.putBerth(row.slot, row.ports, at: start)
        body.add(text: row.host.text)
        let lineEnd = body.count
        body.add(row.tail)
        body.add(row.containers)
        record = start..<body.count
        twin = previous?.find(row.slug)
        if let twin, let old = previous?.records,
            body.holds(record, as: old.bytes, old.record(twin))
        {
            prints.record = old.fingerprint(twin)
            prints.line = old.lineFingerprint(twin)
            return true
        }
        prints.record = body.fingerprint(of: record)
        prints.line = body.fingerprint(of: start..<lineEnd)
        return false
    }

    /// Adds the last tenant's custody: facts, and the sealed page, which may be empty.
    package mutating func addCustody(facts: UnsafeRawBufferPointer, page: UnsafeRawBufferPointer) {
        body.add(facts)
        body.add(page)
        prints.custody = Fingerprint(facts).value
        prints.page = page.isEmpty ? 0 : Fingerprint(page).value
    }

    /// Adds the operations of the last tenant's stack; no bytes when nothing is known.
    package mutating func addOperations(_ operations: UnsafeRawBufferPointer) {
        operationsStart = body.count
        body.add(operations)
        prints.operations = operations.isEmpty ? 0 : Fingerprint(operations).value
    }

    /// The tenant added last.
    package func tenant() -> Tenant { withRecord { Tenant(&$0) } }

    func withRecord<Value>(_ read: (inout FleetRecords.Cursor) -> Value) -> Value {
        body.withUnsafeBytes { bytes in
            var cursor = FleetRecords.Cursor(bytes, record)
            return read(&cursor)
        }
    }

    /// Adds the last tenant's changes, newest first: those that `newer` writes, and after them
    /// those of `previous` when `isGrowing`. `newer` returns how many it wrote.
    package mutating func addChanges(
        isGrowing: Bool, _ newer: (inout FleetRecords.Bytes) throws -> Int
    ) rethrows {
        let start = body.count
        table.add(word: record.lowerBound)
        table.add(word: record.upperBound)
        table.add(word: operationsStart)
        table.add(word: start)
        table.add(word: prints.record)
        table.add(word: prints.line)
        table.add(word: prints.custody)
        table.add(word: prints.page)
        table.add(word: prints.operations)
        let added = try newer(&body)
        let old = isGrowing ? previous?.records : nil
        if let twin, let old, added < FleetRecords.changesLimit {
            let left = FleetRecords.changesLimit - added
            let range = added == 0 ? old.changesRange(twin) : old.changes(twin, left)
            body.add(range, of: old.bytes)
        }
        if let twin, let old, added == 0 {
            table.add(word: old.changesFingerprint(twin))
        } else {
            table.add(word: body.fingerprint(of: start..<body.count))
        }
    }

    /// Ends the block. `others` are fingerprints of objects with changes that are no tenant.
    package mutating func finish(
        hosts: [Host], plans: [PricingPlan], quarantine: [QuarantinedSlot],
        observedPorts: [ObservedPorts], diskRooms: [DiskRoom], isDemo: Bool, nextExpiry: Int?,
        history: [AuditEntry], mark: FleetRecords.AuditMark, others: some Sequence<UInt64>
    ) -> FleetRecords {
        let tableStart = body.count
        body.add(0..<table.count, of: table)
        let sections = body.count
        body.add(hosts)
        body.add(plans)
        body.add(quarantine)
        body.add(observedPorts)
        body.add(diskRooms)
        body.add(word: UInt8(isDemo ? 1 : 0))
        body.add(word: nextExpiry ?? 0)
        body.add(history)
        let othersStart = body.count
        for other in others.sorted() { body.add(word: other) }
        let header = FleetRecords.Header(
            count: count, table: tableStart, sections: sections, others: othersStart, mark: mark,
            end: body.count)
        body.add(header)
        body.add(word: body.fingerprint(of: 0..<body.count))
        return FleetRecords(
            hosts: hosts, plans: plans, quarantine: quarantine, observedPorts: observedPorts,
            diskRooms: diskRooms, isDemo: isDemo, nextExpiry: nextExpiry, history: history,
            bytes: body.take(), header: header)
    }
}
