/// All records of the fleet as one block of bytes. A tenant is decoded on demand, and the block can
/// be kept in a file.
///
/// Its texts were checked when they were read from the database; decoding throws nothing.
package struct FleetRecords: Sendable {
    /// In the configuration's order; the first one carries the base system.
    package let hosts: [Host]
    package let plans: [PricingPlan]
    /// Every recorded quarantine, also those that are over.
    package let quarantine: [QuarantinedSlot]
    /// The last look at each host's machine, in the order of the hosts.
    package let observedPorts: [ObservedPorts]
    /// The free space of each host's machine, in the order of the hosts.
    package let diskRooms: [DiskRoom]
    /// Tells whether the clients are invented, and nothing runs for them.
    package let isDemo: Bool
    /// The moment at which the next unread link to a login expires, in seconds since 1970: its
    /// client then counts as one without access, which no change of a record brings about.
    package let nextExpiry: Int?
    /// Newest first, at most as many lines as were asked for.
    package let history: [AuditEntry]
    /// The whole block: `init(bytes:)` takes it back.
    package let bytes: [UInt8]
    let header: Header

    /// The number of changes that a tenant shows.
    package static let changesLimit = 5
    /// The number of lines of the history kept by default.
    package static let historyLimit = 100

    /// The seal of the block: the same number for the same records.
    package var identity: UInt64 {
        bytes.withUnsafeBytes {
            $0.loadUnaligned(fromByteOffset: bytes.count - Layout.sealBytes, as: UInt64.self)
        }
    }

    /// The number of tenants. The base system is first; the others follow by host (in order of
    /// `hosts`) and slot.
    package var count: Int { header.count }
}

extension FleetRecords {
    package func tenant(_ index: Int) -> Tenant {
        read(record(index)) { Tenant(&$0) }
    }

    /// Returns what lists show; cheaper than the tenant.
    package func line(_ index: Int) -> TenantLine {
        read(record(index)) { TenantLine(&$0) }
    }

    package func slug(_ index: Int) -> Slug {
        read(record(index)) { cursor in
            cursor.skip(Layout.fixedBytes)
            return Slug(trusted: cursor.text())
        }
    }

    /// The fingerprint of everything in the record.
    package func fingerprint(_ index: Int) -> UInt64 { word(index, .fingerprint) }

    /// The fingerprint of what a `TenantLine` holds.
    package func lineFingerprint(_ index: Int) -> UInt64 { word(index, .lineFingerprint) }

    /// Returns the newest five changes of its present slug, newest first.
    package func changes(_ index: Int) -> [AuditEntry] {
        let object = slug(index).text
        return read(changesRange(index)) { cursor in
            var changes: [AuditEntry] = []
            while !cursor.isAtEnd { changes.append(cursor.change(of: object)) }
            return changes
        }
    }

    /// Returns what Puerto keeps for the tenant.
    package func custody(_ index: Int) -> Custody { read(custodyRange(index)) { Custody(&$0) } }

    /// The fingerprint of its custody without the sealed page.
    package func custodyFingerprint(_ index: Int) -> UInt64 { word(index, .custodyFingerprint) }

    /// The fingerprint of the sealed page; 0 without one.
    package func pageFingerprint(_ index: Int) -> UInt64 { word(index, .pageFingerprint) }

    /// Returns what is known of its stack.
    package func operations(_ index: Int) -> Operations {
        let (slug, range) = (slug(index), operationsRange(index))
        return range.isEmpty ? Operations() : read(range) { Operations(&$0, of: slug) }
    }

    /// Returns what lists show of its stack; cheaper than the whole.
    package func operationsLine(_ index: Int) -> OperationsLine {
        let range = operationsRange(index)
        return range.isEmpty ? OperationsLine() : read(range) { OperationsLine(&$0) }
    }

    /// The fingerprint of its operations; 0 where nothing is known.
    package func operationsFingerprint(_ index: Int) -> UInt64 {
        word(index, .operationsFingerprint)
    }

    package func changesFingerprint(_ index: Int) -> UInt64 { word(index, .changesFingerprint) }

    /// Returns the place of a tenant; it looks at every slug.
    package func index(of slug: Slug) -> Int? {
        var text = slug.text
        return text.withUTF8 { wanted in
            let wanted = UnsafeRawBufferPointer(wanted)
            return (0..<count).first { withSlug($0) { $0.elementsEqual(wanted) } }
        }
    }
}

extension FleetRecords: Equatable {
    package static func == (left: FleetRecords, right: FleetRecords) -> Bool {
        left.bytes == right.bytes
    }
}

extension FleetRecords {
    /// Reads what `bytes` holds; `nil` when it is damaged, cut off or of another version.
    package init?(bytes: [UInt8]) {
        guard let header = bytes.withUnsafeBytes(Header.init) else { return nil }
        let sections = bytes.withUnsafeBytes { whole -> FleetRecords? in
            var cursor = Cursor(whole, header.sections..<header.others)
            let (hosts, plans) = (cursor.hosts(), cursor.plans())
            let (quarantine, observed) = (cursor.quarantine(), cursor.observedPorts())
            let rooms = cursor.diskRooms()
            let isDemo = cursor.word(UInt8.self) == 1
            let expiry = cursor.integer()
            let history = cursor.history()
            guard !cursor.isBroken, cursor.isAtEnd else { return nil }
            return FleetRecords(
                hosts: hosts, plans: plans, quarantine: quarantine, observedPorts: observed,
                diskRooms: rooms, isDemo: isDemo, nextExpiry: expiry == 0 ? nil : expiry,
                history: history,
                bytes: bytes, header: header)
        }
        guard let sections else { return nil }
        self = sections
    }
}

extension FleetRecords {
    func record(_ index: Int) -> Range<Int> {
        Int(word(index, .record))..<Int(word(index, .custody))
    }

    func custodyRange(_ index: Int) -> Range<Int> {
        Int(word(index, .custody))..<Int(word(index, .operations))
    }

    private func operationsRange(_ index: Int) -> Range<Int> {
        Int(word(index, .operations))..<Int(word(index, .changes))
    }

    func changesRange(_ index: Int) -> Range<Int> {
        let end = index + 1 == count ? header.table : Int(word(index + 1, .record))
        return Int(word(index, .changes))..<end
    }

    /// Returns the range of a tenant's newest changes.
    func changes(_ index: Int, _ count: Int) -> Range<Int> {
        let range = changesRange(index)
        return read(range) { cursor in
            for _ in 0..<count where !cursor.isAtEnd {
                cursor.skip(Int(cursor.word(UInt32.self)))
            }
            return range.lowerBound..<cursor.offset
        }
    }

    func withSlug<Value>(_ index: Int, _ body: (UnsafeRawBufferPointer) -> Value) -> Value {
        read(record(index)) { cursor in
            cursor.skip(Layout.fixedBytes)
            return body(cursor.textBytes() ?? UnsafeRawBufferPointer(start: nil, count: 0))
        }
    }

    func read<Value>(_ range: Range<Int>, _ body: (inout Cursor) -> Value) -> Value {
        bytes.withUnsafeBytes { whole in
            var cursor = Cursor(whole, range)
            return body(&cursor)
        }
    }

    private func word(_ index: Int, _ column: Layout.Column) -> UInt64 {
        precondition((0..<count).contains(index), "no tenant has this place")
        let offset = header.table + index * Layout.entryBytes + column.rawValue * 8
        return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
    }
}

extension FleetRecords {
    /// The place up to which the history has been read.
    package var mark: AuditMark { header.mark }

    /// Fingerprints of other objects with changes: hosts, plans, slugs without a tenant.
    package var others: [UInt64] {
        bytes.withUnsafeBytes { whole in
            stride(from: header.others, to: header.end, by: 8).map {
                whole.loadUnaligned(fromByteOffset: $0, as: UInt64.self)
            }
        }
    }
}
