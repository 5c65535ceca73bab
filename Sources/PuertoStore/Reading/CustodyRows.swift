internal import GRDB
internal import PuertoCore

/// The facts of each tenant's credentials and handoffs that may be shown, as the records hold them.
/// The tables `credential` and `handoff` are read in one pass each.
struct CustodyRows {
    private var bytes = FleetRecords.Bytes()
    /// The parts by the tenant's row id. Most tenants have none.
    private var credentials: [Int: Part] = [:]
    private var handoffs: [Int: Handed] = [:]

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

    /// Throws `invalid` for a value that only SQL can have written.
    init(_ db: Database) throws {
        try addCredentials(db)
        try addHandoffs(db)
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
                header, commitment, ciphertext
            FROM handoff ORDER BY tenant, ended_at IS NULL DESC, id DESC
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
                        fingerprint: fingerprint))
                handed.past = Part(
                    range: (handed.past?.range.lowerBound ?? start)..<bytes.count,
                    count: (handed.past?.count ?? 0) + 1)
            }
            handoffs[tenant] = handed
        }
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
