internal import GRDB
internal import PuertoCore

/// The newest changes of each object of the history, read in one pass.
struct ChangePages {
    private var bytes = FleetRecords.Bytes()
    private var changes: [Change] = []
    private var pages: [Page] = []
    /// Indices of `pages` by the object's fingerprint.
    private var places: [UInt64: Int] = [:]

    private struct Page {
        let object: Range<Int>
        let newest: Int
        var oldest: Int
        var count = 1
    }

    private struct Change {
        let range: Range<Int>
        var older: Int?
    }

    private static let sql = """
        SELECT a.seq, object, at, outcome, actor, action, detail, t.text, side FROM audit a
        LEFT JOIN audit_link l ON l.seq = a.seq \(TranslationRows.ofHistory)
        WHERE a.seq > ? ORDER BY a.seq DESC
        """

    /// Fingerprints of the objects.
    var objects: some Sequence<UInt64> { places.keys }

    /// Reads the whole history.
    init(_ db: Database, count: Int) throws {
        reserve(count)
        _ = try add(db, after: Int.min)
    }

    /// Reads the lines after `old`. `nil` when the history is not the old one with lines added at
    /// its end.
    init?(_ db: Database, after old: FleetRecords.AuditMark, _ new: FleetRecords.AuditMark) throws {
        let known =
            old.seq == new.seq
            ? new.fingerprint : try AuditLog.entry(old.seq, db)?.fingerprint ?? 0
        guard known == old.fingerprint, old.count <= new.count else { return nil }
        reserve(new.count - old.count)
        let count = try add(db, after: old.count == 0 ? Int.min : old.seq)
        guard old.count + count == new.count else { return nil }
    }
}

extension ChangePages {
    /// Adds the changes of an object, newest first, and returns how many there were.
    func add(_ object: UnsafeRawBufferPointer, to target: inout FleetRecords.Bytes) -> Int {
        guard !pages.isEmpty, let place = places[key(object)] else { return 0 }
        var next: Int? = pages[place].newest
        while let change = next {
            target.add(changes[change].range, of: bytes)
            next = changes[change].older
        }
        return pages[place].count
    }

    /// Reserves space, at most for 16,384 lines: a large fleet's history has about ten thousand.
    private mutating func reserve(_ lines: Int) {
        let lines = min(lines, 1 << 14)
        bytes = FleetRecords.Bytes(reserving: lines * 160)
        changes.reserveCapacity(lines)
        pages.reserveCapacity(lines)
        places.reserveCapacity(lines)
    }

    /// Adds the lines after a number, and returns how many there were.
    private mutating func add(_ db: Database, after seq: Int) throws -> Int {
        let rows = try RawRows(db, ChangePages.sql, seq)
        var count = 0
        while try rows.next() {
            count += 1
            if let object = rows.text(1), !isOfOperator(rows) { add(rows, object) }
        }
        return count
    }

    /// Tells whether the object is an operator, who may have the name of a client: a wrong login changes no
    /// client's page.
    private func isOfOperator(_ rows: RawRows) -> Bool {
        guard let action = rows.text(5) else { return false }
        return ChangePages.operators.contains { action.starts(with: $0) }
    }

    private static let operators = ["session.", "operator.", "passkey."].map { Array($0.utf8) }

    private mutating func add(_ rows: RawRows, _ object: UnsafeRawBufferPointer) {
        let (key, change) = (key(object), changes.count)
        if let place = places[key] {
            guard pages[place].count < FleetRecords.changesLimit else { return }
            changes[pages[place].oldest].older = change
            pages[place].oldest = change
            pages[place].count += 1
        } else {
            places[key] = pages.count
            let start = bytes.count
            bytes.add(object)
            pages.append(Page(object: start..<bytes.count, newest: change, oldest: change))
        }
        let start = bytes.count
        let outcome = AuditEntry.Outcome(rawValue: rows.string(3)) ?? .failed
        let side = HistorySide(rawValue: rows.string(8)) ?? .unknown
        bytes.addChange(
            seq: rows.integer(0), at: rows.integer(2), outcome: outcome, side: side
        ) { bytes in
            for column: CInt in 4...7 { bytes.add(text: rows.text(column)) }
        }
        changes.append(Change(range: start..<bytes.count))
    }

    /// Returns the key of an object: its fingerprint, or the next free number when another object
    /// has the same fingerprint.
    private func key(_ object: UnsafeRawBufferPointer) -> UInt64 {
        var key = Fingerprint(object).value
        while let place = places[key], !isObject(object, of: pages[place]) { key &+= 1 }
        return key
    }

    private func isObject(_ object: UnsafeRawBufferPointer, of page: Page) -> Bool {
        bytes.withUnsafeBytes { bytes in
            let known = UnsafeRawBufferPointer(rebasing: bytes[page.object])
            return known.count == object.count && known.elementsEqual(object)
        }
    }
}
