internal import GRDB
internal import PuertoCore

/// The facts of each tenant's credentials and handoffs that may be shown, as the records hold them.
/// The tables `credential`, `handoff` and `link_receipt` are read in one pass each.
struct CustodyRows {
    private var bytes = FleetRecords.Bytes()
    /// The parts by the tenant's row id. Most tenants have none.
    private var credentials: [Int: Part] = [:]
    private var handoffs: [Int: Handed] = [:]
    private var links: [Int: Int] = [:]
    /// The moment at which the next unread link expires; `nil` when none is open.
    private(set) var nextExpiry: Int?

    private struct Part {
        var range: Range<Int>
        var count: UInt32
    }

    private struct Handed {
        var current: Current?
        var past: Part?
    }

    private struct Current {
        let issuedAt: Int
        let sealedAt: Int
        let fingerprint: String
        let isChosen: Bool
        let page: Range<Int>
    }

    /// `now` decides which links still open. Throws `invalid` for a value that only SQL can have
    /// written.
    init(_ db: Database, now: Int) throws {
        try addCredentials(db)
        try addHandoffs(db)
        try addLinks(db, now)
    }

    /// Writes the facts of a tenant, and its sealed page.
    func add(
        _ tenant: Int, facts: inout FleetRecords.Bytes, page: inout FleetRecords.Bytes
    ) {
        let part = credentials[tenant]
        facts.add(word: part?.count ?? 0)
        if let part { facts.add(part.range, of: bytes) }
        let handed = handoffs[tenant]
        let current = handed?.current
        facts.add(
            handoff: current.map { ($0.issuedAt, $0.sealedAt, $0.fingerprint, $0.isChosen) })
        facts.add(word: handed?.past?.count ?? 0)
        if let past = handed?.past { facts.add(past.range, of: bytes) }
        facts.add(word: links[tenant] ?? 0)
        if let current { page.add(current.page, of: bytes) }
    }
}

extension CustodyRows {
    private mutating func addCredentials(_ db: Database) throws {
        let rows = try RawRows(
            db,
            """
            SELECT tenant, field, fingerprint, set_at, version, origin = 'generated'
            FROM credential WHERE field <> 'passphrase' ORDER BY tenant, field
            """)
        while try rows.next() {
            let start = bytes.count
            bytes.add(
                CredentialFact(
                    field: try CredentialField(rows.string(1)),
                    fingerprint: try CustodyRows.fingerprint(rows.string(2)),
                    setAt: rows.integer(3), version: rows.integer(4),
                    isGenerated: rows.integer(5) == 1))
            let part = credentials[rows.integer(0)]
            credentials[rows.integer(0)] = Part(
                range: (part?.range.lowerBound ?? start)..<bytes.count,
                count: (part?.count ?? 0) + 1)
        }
    }

    private mutating func addHandoffs(_ db: Database) throws {
        let rows = try RawRows(
            db,
            """
            SELECT tenant, issued_at, sealed_at, ended_at, fingerprint, passphrase = 'chosen',
                header, commitment, ciphertext, ending, author
            FROM handoff LEFT JOIN handoff_end ON handoff_end.handoff = handoff.id
            ORDER BY tenant, ended_at IS NULL DESC, id DESC
            """)
        while try rows.next() {
            let tenant = rows.integer(0)
            let fingerprint = try CustodyRows.fingerprint(rows.string(4))
            var handed = handoffs[tenant] ?? Handed()
            let start = bytes.count
            if rows.isNull(3) {
                let page = SealedPage(
                    header: rows.string(6), commitment: rows.string(7), ciphertext: rows.string(8))
                guard page.isPlain else {
                    throw PuertoError(.invalid, "a sealed page holds what Puerto does not write")
                }
                bytes.add(page)
                handed.current = Current(
                    issuedAt: rows.integer(1), sealedAt: rows.integer(2), fingerprint: fingerprint,
                    isChosen: rows.integer(5) == 1, page: start..<bytes.count)
            } else if handed.past?.count ?? 0 < PastHandoff.limit {
                bytes.add(
                    PastHandoff(
                        issuedAt: rows.integer(1), endedAt: rows.integer(3),
                        fingerprint: fingerprint,
                        ending: rows.isNull(9)
                            ? nil : PastHandoff.Ending(rawValue: rows.string(9)),
                        endedBy: rows.isNull(10) ? nil : JobRows.text(rows.string(10))))
                handed.past = Part(
                    range: (handed.past?.range.lowerBound ?? start)..<bytes.count,
                    count: (handed.past?.count ?? 0) + 1)
            }
            handoffs[tenant] = handed
        }
    }

    /// The newest link to a login that was read or can be.
    private mutating func addLinks(_ db: Database, _ now: Int) throws {
        let rows = try RawRows(
            db,
            """
            SELECT tenant, max(created_at) FROM link_receipt
            WHERE field = 'app'
                AND (read_at IS NOT NULL OR (revoked_at IS NULL AND expires_at > \(now)))
            GROUP BY tenant
            """)
        while try rows.next() { links[rows.integer(0)] = rows.integer(1) }
        nextExpiry = try Int.fetchOne(
            db,
            sql: """
                SELECT min(expires_at) FROM link_receipt
                WHERE field = 'app' AND read_at IS NULL AND revoked_at IS NULL AND expires_at > ?
                """, arguments: [now])
    }

    private static func fingerprint(_ text: String) throws -> String {
        let isPlain = text.utf8.allSatisfy { $0.isDigit || $0.isUpperLetter || $0 == 0x2D }
        guard isPlain, text.utf8.count == 9 else {
            throw PuertoError(
                .invalid, "\(PuertoError.quote(text)) is not a credential's fingerprint")
        }
        return text
    }
}
