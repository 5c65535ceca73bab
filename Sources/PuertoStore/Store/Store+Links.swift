internal import GRDB
package import PuertoCore

extension Store {
    /// Records a one-time link. Throws what `Tenant.checkHandoff(of:here:)` does.
    package func addLink(_ slug: Slug, _ offer: LinkOffer, _ link: SealedLink, by actor: Actor)
        throws -> LinkReceipt
    {
        try write { db in try addLink(slug, offer, link, by: actor, db) }
    }

    func addLink(
        _ slug: Slug, _ offer: LinkOffer, _ link: SealedLink, by actor: Actor, _ db: Database
    ) throws -> LinkReceipt {
        let (record, rows) = (
            try FleetSnapshot(db, path).tenant(slug), LinkRows(db: db, now: clock())
        )
        try record.tenant.checkHandoff(
            of: offer.field, here: FleetSnapshot.hosts(db).first?.host.name)
        try rows.prune()
        let id = try rows.add(record.id, offer, link, by: actor)
        try auditLog(db, actor).done(
            "link.add", slug.text, ["receipt: \(id.prefix(8))"] + offer.lines)
        guard let receipt = try rows.receipt(id) else {
            throw PuertoError(.io, "the link was not recorded")
        }
        return receipt
    }

    /// Tells whether a link to a login has expired unread in this time: its client is then shown as
    /// one without access, which no change of a record brings about.
    package func hasUnreadLinkExpired(after start: Int, by end: Int) throws -> Bool {
        try read { db in
            try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM link_receipt
                        WHERE field = 'app' AND read_at IS NULL AND revoked_at IS NULL
                            AND expires_at > ? AND expires_at <= ?)
                    """, arguments: [start, end]) ?? false
        }
    }

    /// Returns the receipts of a client's links, newest first; without `slug`, those of all clients.
    package func links(of slug: Slug?, limit: Int = 100) throws -> [LinkReceipt] {
        try read { db in
            let id = try slug.map { try FleetSnapshot(db, path).tenant($0).id }
            return try LinkRows(db: db, now: clock()).receipts(of: id, limit)
        }
    }

    /// Revokes a link. Throws `notFound`, or `conflict` for a link that is not open.
    package func revokeLink(_ id: String, by actor: Actor) throws -> LinkReceipt {
        let receipt = try write { db in
            let rows = LinkRows(db: db, now: clock())
            guard let receipt = try rows.receipt(id) else {
                throw PuertoError(.notFound, "there is no link with this receipt")
                    .spanish("no hay ningún enlace con este recibo")
            }
            guard receipt.state == .open else {
                throw PuertoError(.conflict, "the link is \(receipt.state.rawValue) already")
                    .spanish("el enlace ya está \(receipt.state.word(.es))")
            }
            try checkPace(.revocation, by: actor, db)
            try rows.revoke(id, by: actor)
            try auditLog(db, actor).done(
                "link.revoke", receipt.tenant.text, ["receipt: \(id.prefix(8))"])
            return try rows.receipt(id) ?? receipt
        }
        scrub()
        return receipt
    }

    /// Opens a link: returns its ciphertext, and deletes it when no view is left. Returns `nil`
    /// without a reason for a link that is unknown, expired, read or revoked, and for a wrong
    /// token. Throws `throttled` after five of these in ten minutes by the same `pair` (32 bytes),
    /// which identifies link and reader.
    package func claimLink(
        _ id: [UInt8], tokenDigest: [UInt8], pair: [UInt8], from network: Network
    ) throws -> (nonce: [UInt8], ciphertext: [UInt8])? {
        let found = try write { db -> LinkRows.Opened? in
            let rows = LinkRows(db: db, now: clock())
            try rows.prune()
            try rows.checkTries(pair)
            guard let opened = try rows.open(id, tokenDigest, from: network) else {
                try rows.addTry(pair)
                if let slug = try rows.tenant(of: id) {
                    try auditLog(db, .linkReader).write(
                        .refused, "link.claim", slug, ["from: \(network.masked)"])
                }
                return nil
            }
            try auditLog(db, .linkReader).done(
                "link.claim", opened.tenant,
                [
                    "receipt: \(opened.receipt.prefix(8))", "from: \(network.masked)",
                    "views left: \(opened.viewsLeft)",
                ])
            return opened
        }
        if let found, found.viewsLeft == 0 { scrub() }
        return found.map { ($0.nonce, $0.ciphertext) }
    }

    /// Deletes the ciphertexts of expired links and expired errands, and overwrites the write-ahead
    /// log, which still holds deleted rows. Workers call it once in a while.
    package func tidy() throws {
        let hasExpired = try read { db in
            let sql = """
                SELECT EXISTS (SELECT 1 FROM link JOIN link_receipt r ON r.seq = link.receipt
                    WHERE r.expires_at <= ?) OR EXISTS (SELECT 1 FROM errand WHERE asked_at < ?)
                """
            return try Bool.fetchOne(
                db, sql: sql, arguments: [clock(), clock() - Errand.longest]) ?? false
        }
        if hasExpired {
            try write { db in
                try LinkRows(db: db, now: clock()).prune()
                try ErrandRows(db: db, now: clock()).prune()
            }
        }
        try tellWrongLogins()
        try pruneJobs()
        scrub()
    }
}
