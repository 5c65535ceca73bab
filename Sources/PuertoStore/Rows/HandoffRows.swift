internal import GRDB
internal import PuertoCore

/// The rows of `handoff`, in a transaction.
struct HandoffRows {
    let db: Database

    /// The page that is handed out, with the values it was sealed from.
    struct Current {
        let id: Int
        let slug: String
        let url: String
        let user: String
        let fingerprint: String
    }

    func current(_ tenant: Int) throws -> Current? {
        let sql = """
            SELECT id, slug, url, user, fingerprint FROM handoff
            WHERE tenant = ? AND ended_at IS NULL
            """
        return try Row.fetchOne(db, sql: sql, arguments: [tenant]).map {
            Current(id: $0[0], slug: $0[1], url: $0[2], user: $0[3], fingerprint: $0[4])
        }
    }

    /// The row ids of tenants that have a page handed out.
    func tenants() throws -> [Int] {
        try Int.fetchAll(
            db, sql: "SELECT tenant FROM handoff WHERE ended_at IS NULL ORDER BY tenant")
    }

    func add(
        _ basis: PageBasis, _ page: SealedPage, fingerprint: String, passphrase: String, at: Int
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO handoff (tenant, issued_at, sealed_at, passphrase, slug, url, user,
                    fingerprint, header, commitment, ciphertext)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                Int(basis.password.place.tenant), at, at, passphrase, basis.slug.text, basis.url,
                basis.user, fingerprint, page.header, page.commitment, page.ciphertext,
            ])
    }

    func reseal(_ id: Int, _ basis: PageBasis, _ page: SealedPage, fingerprint: String, at: Int)
        throws
    {
        try db.execute(
            sql: """
                UPDATE handoff SET sealed_at = ?, slug = ?, url = ?, user = ?, fingerprint = ?,
                    header = ?, commitment = ?, ciphertext = ?
                WHERE id = ?
                """,
            arguments: [
                at, basis.slug.text, basis.url, basis.user, fingerprint, page.header,
                page.commitment, page.ciphertext, id,
            ])
    }

    /// Ends a handoff: deletes the page's content and keeps the row.
    func end(_ id: Int, _ ending: PastHandoff.Ending, by actor: Actor, at: Int) throws {
        try db.execute(
            sql: """
                UPDATE handoff SET ended_at = ?, header = NULL, commitment = NULL,
                    ciphertext = NULL
                WHERE id = ?
                """, arguments: [at, id])
        try db.execute(
            sql: "INSERT INTO handoff_end (handoff, ending, author) VALUES (?, ?, ?)",
            arguments: [id, ending.rawValue, actor.text])
    }

    /// The pages that ended, newest first: a tenant's, or all.
    func past(of tenant: Int?) throws -> [(tenant: Slug, page: PastHandoff)] {
        let sql = """
            SELECT t.slug, h.issued_at, h.ended_at, h.fingerprint, e.ending, e.author
            FROM handoff h JOIN tenant t ON t.id = h.tenant
                LEFT JOIN handoff_end e ON e.handoff = h.id
            WHERE h.ended_at IS NOT NULL AND (?1 IS NULL OR h.tenant = ?1) ORDER BY h.id DESC
            """
        return try Row.fetchAll(db, sql: sql, arguments: [tenant]).map {
            (
                try Slug($0[0]),
                PastHandoff(
                    issuedAt: $0[1], endedAt: $0[2], fingerprint: JobRows.text($0[3]),
                    ending: ($0[4] as String?).flatMap(PastHandoff.Ending.init),
                    endedBy: ($0[5] as String?).map(JobRows.text))
            )
        }
    }
}
