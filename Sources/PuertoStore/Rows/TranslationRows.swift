internal import GRDB
internal import PuertoCore

/// The rows of `translation`, in a transaction. The English text is the key, so that everything that
/// has recorded it is read in the reader's language: a job, its log, and its line of the history.
struct TranslationRows {
    let db: Database

    /// Keeps the Spanish words of a text. Words that are kept already stay.
    func keep(_ text: RecordedText) throws {
        guard let spanish = text.spanish, !spanish.isEmpty, !text.english.isEmpty else { return }
        try db.cachedStatement(
            sql: "INSERT OR IGNORE INTO translation (language, english, text) VALUES ('es', ?, ?)"
        ).execute(arguments: [JobRows.cut(text.english), JobRows.cut(spanish)])
    }

    /// The join of `audit a` with the Spanish words of its error, as `t.text`. The error is the last
    /// field of a line; other lines have none to look for.
    static let ofHistory = """
        LEFT JOIN translation t ON t.language = 'es' AND t.english = CASE
            WHEN a.outcome = 'failed' AND instr(a.detail, 'error: ') > 0
            THEN substr(a.detail, instr(a.detail, 'error: ') + 7) END
        """

    /// The expression for the Spanish words of a column's text; NULL without any.
    static func spanish(of column: String) -> String {
        "(SELECT text FROM translation WHERE language = 'es' AND english = \(column))"
    }
}
