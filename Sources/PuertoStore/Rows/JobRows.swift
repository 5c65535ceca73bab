internal import GRDB
internal import PuertoCore

/// The rows of `job`, `job_step` and `job_event`, in a transaction.
struct JobRows {
    let db: Database

    /// A job with its row's id.
    struct Entry {
        let seq: Int
        /// The row id of its tenant.
        let tenant: Int?
        let job: Job
        let isCancelled: Bool
    }

    static let columns = """
        SELECT job.*, tenant.slug AS slug, \(spanishError) FROM job
        LEFT JOIN tenant ON tenant.id = job.tenant
        """

    /// The column with the job's error in Spanish, which `job` reads.
    static let spanishError = "\(TranslationRows.spanish(of: "error")) AS spanish_error"

    func record(_ row: Row) throws -> Entry {
        var job = try job(row)
        job.steps = try steps(of: row["seq"])
        return Entry(
            seq: row["seq"], tenant: row["tenant"], job: job, isCancelled: row["is_cancelled"] == 1)
    }

    /// Decodes a job without its steps.
    func job(_ row: Row) throws -> Job {
        try job(row, JobParameters(row["parameters"]), error: JobRows.error(row))
    }

    /// The recorded error of a job's row.
    static func error(_ row: Row) -> RecordedText? {
        (row["error"] as String?).map { RecordedText($0, spanish: row["spanish_error"]) }
    }

    /// Decodes a job without its steps and with these parameters.
    func job(_ row: Row, _ parameters: JobParameters, error: RecordedText?) throws -> Job {
        Job(
            id: row["id"], action: try JobRows.word(row["action"]),
            tenant: try (row["slug"] as String?).map(Slug.init(_:)), parameters: parameters,
            actor: JobRows.text(row["actor"]), state: try JobRows.word(row["state"]),
            attempt: row["attempt"], attempts: row["attempts"], createdAt: row["created_at"],
            readyAt: row["ready_at"], startedAt: row["started_at"], endedAt: row["ended_at"],
            error: error.map { JobRows.text($0.english) },
            spanishError: error?.spanish.map(JobRows.text))
    }

    func steps(of seq: Int) throws -> [JobStep] {
        let sql = """
            SELECT name, state, started_at, ended_at FROM job_step WHERE job = ? ORDER BY position
            """
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [seq]).map { row in
            JobStep(
                name: JobRows.text(row[0]), state: try JobRows.word(row[1]),
                startedAt: row[2], endedAt: row[3])
        }
    }

    /// Finds a job by the beginning of its id. Throws `notFound`, or `conflict` when several ids
    /// begin with it.
    func find(_ prefix: String) throws -> Entry { try shown(row(prefix)) }

    func row(_ prefix: String) throws -> Row {
        let isHex = prefix.utf8.allSatisfy(\.isLowerHexDigit)
        let rows =
            isHex && (1...16).contains(prefix.utf8.count)
            ? try Row.fetchAll(
                db, sql: "\(JobRows.columns) WHERE job.id GLOB ? ORDER BY job.seq DESC LIMIT 2",
                arguments: [prefix + "*"]) : []
        guard let row = rows.first else {
            throw PuertoError(
                .notFound, "there is no job \(PuertoError.quote(prefix))",
                hint: "puerto job list shows them"
            ).spanish(
                "no hay ningún trabajo \(PuertoError.quote(prefix))",
                hint: "puerto job list los enumera")
        }
        guard rows.count == 1 else {
            throw PuertoError(
                .conflict, "several jobs begin with \(PuertoError.quote(prefix))",
                hint: "write more of the id"
            ).spanish(
                "varios trabajos empiezan por \(PuertoError.quote(prefix))",
                hint: "escribe más cifras del identificador")
        }
        return row
    }

    /// Returns the job that is queued or running for a tenant.
    func open(for tenant: Int) throws -> Entry? {
        try Row.fetchOne(
            db,
            sql: "\(JobRows.columns) WHERE job.tenant = ? AND job.state IN ('queued', 'running')",
            arguments: [tenant]
        ).map(shown)
    }
}

extension JobRows {
    /// Decodes a word of the schema. Throws `invalid` for one that this version does not know.
    static func word<Word: RawRepresentable>(_ text: String) throws -> Word
    where Word.RawValue == String {
        guard let word = Word(rawValue: text) else {
            throw PuertoError(
                .invalid, "the database has the unknown word \(PuertoError.quote(text))")
        }
        return word
    }

    /// The text with control characters escaped, safe for pages and terminals.
    static func text(_ text: String) -> String { PuertoError.visible(text) }

    /// The text as one line of at most 2,000 bytes.
    static func cut(_ text: String) -> String {
        let line = PuertoError.visible(text)
        guard line.utf8.count > 2000 else { return line }
        return String(decoding: line.utf8.prefix(1990), as: UTF8.self) + "…"
    }
}
