internal import GRDB
internal import PuertoCore

/// The rows of `errand`, in a transaction.
struct ErrandRows {
    let db: Database
    let now: Int

    struct Entry {
        let seq: Int
        let tenant: Int
        let errand: Errand
        let plan: (text: String, hash: String)?
        let envelope: SealedEnvelope?
    }

    static let columns = """
        SELECT errand.*, tenant.slug, operator.name,
            \(TranslationRows.spanish(of: "errand.error")) AS spanish_error FROM errand
        JOIN tenant ON tenant.id = errand.tenant JOIN operator ON operator.id = errand.operator
        """

    /// Deletes expired errands.
    func prune() throws {
        try db.execute(
            sql: "DELETE FROM errand WHERE asked_at < ? OR asked_at > ?",
            arguments: [now - Errand.longest, now + Errand.longest])
    }

    func find(_ id: String, by actor: Actor) throws -> Entry? {
        let row = try Row.fetchOne(
            db, sql: "\(ErrandRows.columns) WHERE errand.id = ?", arguments: [id])
        let record = try row.map(record)
        // An operator cannot see another operator's errand.
        return record.flatMap { $0.errand.actor == actor ? $0 : nil }
    }

    func add(_ question: Errand.Question, tenant: Int, operator id: Int) throws -> String {
        let errand = RandomID().text
        try db.execute(
            sql: """
                INSERT INTO errand (id, kind, tenant, operator, asked_at, question, public_key,
                    state) VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting')
                """,
            arguments: [
                errand, question.column, tenant, id, now, question.text, question.browserKey?.blob,
            ])
        return errand
    }

    /// Records an answer. Returns whether the question was still open.
    func answer(_ id: String, _ answer: ErrandAnswer) throws -> Bool {
        switch answer {
        case .plan(let text, let hash):
            try db.execute(
                sql: """
                    UPDATE errand SET state = 'ready', plan = ?, hash = ?
                    WHERE id = ? AND state = 'waiting' AND kind = 'plan'
                    """, arguments: [text, hash, id])
        case .envelope(let envelope):
            try db.execute(
                sql: """
                    UPDATE errand SET state = 'ready', key = ?, nonce = ?, ciphertext = ?
                    WHERE id = ? AND state = 'waiting' AND kind <> 'plan'
                    """,
                arguments: [
                    envelope.key.blob, envelope.nonce.blob, envelope.ciphertext.blob, id,
                ])
        case .failure(let text):
            try TranslationRows(db: db).keep(text)
            try db.execute(
                sql:
                    "UPDATE errand SET state = 'failed', error = ? WHERE id = ? AND state = 'waiting'",
                arguments: [JobRows.cut(text.english), id])
        }
        return db.changesCount == 1
    }

    /// Returns the oldest open errands, and the rows that cannot be read with the reason.
    func waiting() throws -> (errands: [Errand], unreadable: [(seq: Int, reason: RecordedText)]) {
        var (errands, unreadable): ([Errand], [(seq: Int, reason: RecordedText)]) = ([], [])
        let sql = "\(ErrandRows.columns) WHERE errand.state = 'waiting' ORDER BY seq LIMIT 20"
        for row in try Row.fetchAll(db, sql: sql) {
            do { errands.append(try record(row).errand) } catch let error as PuertoError {
                let reason = RecordedText(
                    "the question cannot be read: \(error.message)",
                    spanish: "la pregunta no se puede leer: \(error.message(.es))")
                unreadable.append((row["seq"], reason))
            }
        }
        return (errands, unreadable)
    }

    /// Fails one open errand.
    func fail(_ seq: Int, _ reason: RecordedText) throws {
        try TranslationRows(db: db).keep(reason)
        try db.execute(
            sql: """
                UPDATE errand SET state = 'failed', error = ? WHERE seq = ? AND state = 'waiting'
                """, arguments: [JobRows.cut(reason.english), seq])
    }

    func record(_ row: Row) throws -> Entry {
        let key = try row.optionalBytes("public_key")
        let errand = Errand(
            id: row["id"], tenant: try Slug(row["slug"]),
            question: try Errand.Question(row["kind"], row["question"], key: key),
            actor: .web(try Slug(row["name"])), askedAt: row["asked_at"],
            state: try JobRows.word(row["state"]), error: row["error"],
            spanishError: (row["spanish_error"] as String?).map(JobRows.text))
        let plan = (row["plan"] as String?).flatMap { text in
            (row["hash"] as String?).map { (text, $0) }
        }
        return Entry(
            seq: row["seq"], tenant: row["tenant"], errand: errand, plan: plan,
            envelope: try envelope(row))
    }

    private func envelope(_ row: Row) throws -> SealedEnvelope? {
        guard let key = try row.optionalBytes("key"), let nonce = try row.optionalBytes("nonce"),
            let ciphertext = try row.optionalBytes("ciphertext")
        else { return nil }
        return SealedEnvelope(key: key, nonce: nonce, ciphertext: ciphertext)
    }
}

extension Row {
    /// `nil` for NULL. No blob of an errand is empty.
    fileprivate func optionalBytes(_ column: String) throws -> [UInt8]? {
        let bytes = try bytes(column)
        return bytes.isEmpty ? nil : bytes
    }
}

extension Errand.Question {
    /// The column's text, without the public key.
    fileprivate var text: String {
        switch self {
        case .plan(let action, let parameters):
            (["action: \(action.rawValue)"] + parameters.lines).joined(separator: "\n")
        case .probe: "probe"
        case .reveal(let field, _): field.rawValue
        case .link(let offer, _):
            "\(offer.field.rawValue) \(offer.hasPassphrase ? 1 : 0) \(offer.lifetime) \(offer.views)"
        case .page: "page"
        }
    }

    /// The column's kind, whose CHECK is older than pages: a page is a link with a text of its own.
    fileprivate var column: String {
        switch self {
        case .plan, .probe, .reveal, .link: kind
        case .page: "link"
        }
    }

    fileprivate init(_ kind: String, _ text: String, key: [UInt8]?) throws {
        let words = text.split(separator: " ")
        switch (kind, key) {
        case ("plan", nil) where text == "probe": self = .probe
        case ("plan", nil):
            let lines = text.split(separator: "\n", maxSplits: 1)
            self = .plan(
                try JobRows.word(String(lines.first?.dropFirst(8) ?? "")),
                try JobParameters(lines.count > 1 ? String(lines[1]) : ""))
        case ("reveal", let key?): self = .reveal(try CredentialField(text), key: key)
        case ("link", let key?) where text == "page": self = .page(key: key)
        case ("link", let key?) where words.count == 4:
            self = .link(
                try LinkOffer(
                    field: try CredentialField(String(words[0])), hasPassphrase: words[1] == "1",
                    lifetime: Int(words[2]) ?? 0, views: Int(words[3]) ?? 0), key: key)
        default:
            throw PuertoError(
                .invalid, "the errand has the unknown kind \(PuertoError.quote(kind))")
        }
    }
}
