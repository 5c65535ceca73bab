internal import GRDB
internal import PuertoCore

/// The table `tenant` in order of ids, as heads and tails of records. Only words and days are
/// decoded.
struct TenantRows {
    private(set) var bytes = FleetRecords.Bytes()
    private var ids: [Int] = []
    private var parts: [(start: Int, tail: Int, end: Int)] = []

    private static let sql = """
        SELECT id, kind, status, since, slug, name, contact_name, plan, language, contact_email,
            dashboards, tags, (SELECT options FROM stack WHERE stack.tenant = tenant.id),
            welcome_token, EXISTS (SELECT 1 FROM observed WHERE observed.tenant = tenant.id)
        FROM tenant ORDER BY id
        """

    /// Throws `unsupported` for a word that this version does not know.
    init(_ db: Database) throws {
        let rows = try RawRows(db, TenantRows.sql)
        while try rows.next() {
            let start = bytes.count
            try addHead(rows)
            let tail = bytes.count
            try addTail(rows)
            ids.append(rows.integer(0))
            parts.append((start, tail, bytes.count))
        }
    }

    var count: Int { ids.count }

    /// Returns the head and the tail of a row.
    func parts(_ id: Int) -> (head: Range<Int>, tail: Range<Int>)? {
        var (low, high) = (0, ids.count)
        while low < high {
            let middle = (low + high) / 2
            if ids[middle] < id { low = middle + 1 } else { high = middle }
        }
        guard low < ids.count, ids[low] == id else { return nil }
        let part = parts[low]
        return (part.start..<part.tail, part.tail..<part.end)
    }
}

extension TenantRows {
    private mutating func addHead(_ rows: RawRows) throws {
        bytes.addFixed(
            kind: try TenantRows.code(rows.text(1), FleetRecords.kinds),
            isObserved: rows.integer(14) != 0,
            status: try TenantRows.code(rows.text(2), FleetRecords.statuses),
            since: try TenantRows.day(rows))
        for column: CInt in 4...7 { bytes.add(text: rows.text(column)) }
    }

    private mutating func addTail(_ rows: RawRows) throws {
        bytes.add(word: try TenantRows.code(rows.text(8), FleetRecords.locales))
        bytes.add(text: rows.text(9))
        bytes.addDashboards(rows.text(10))
        bytes.addTags(rows.text(11))
        if let options = rows.text(12) { bytes.add(text: options) } else { bytes.add(text: "") }
        bytes.add(text: rows.text(13))
    }

    private static func code<Word>(
        _ text: UnsafeRawBufferPointer?, _ words: FleetRecords.Vocabulary<Word>
    ) throws -> UInt8 {
        if let code = text.flatMap(words.code) { return code }
        let word = text.map { String(decoding: $0, as: UTF8.self) } ?? ""
        throw PuertoError(
            .unsupported, "the database has the unknown word \(PuertoError.quote(word))",
            hint: "use the newer puerto that wrote it"
        ).spanish(
            "la base de datos tiene la palabra desconocida \(PuertoError.quote(word))",
            hint: "usa la versión de Puerto, más reciente, que la escribió")
    }

    /// Parses the usual form of a day quickly. `nil` leaves the text to `Day` itself.
    private static func plainDay(_ text: UnsafeRawBufferPointer) -> Day? {
        guard text.count == 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-") else {
            return nil
        }
        func number(_ range: Range<Int>) -> Int? { Int(digits: text[range]) }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10)
        else { return nil }
        return Day(year: year, month: month, day: day)
    }

    private static func day(_ rows: RawRows) throws -> Day? {
        guard let text = rows.text(3) else { return nil }
        if let day = TenantRows.plainDay(text) { return day }
        do {
            return try Day(rows.string(3))
        } catch let error as PuertoError {
            throw error.at("tenant '\(try Slug(rows.string(4)))'")
        }
    }
}
