internal import GRDB
internal import PuertoCore

/// The part of the history about a client that follows one of its lines.
struct LaterLines {
    /// The client's present slug.
    private(set) var slug: Slug
    /// The line that is asked about.
    private let seq: Int
    /// The fields that each later line names. An edit that was undone has none.
    private var named: [Int: Set<String>] = [:]
    /// The line that each undoing has taken back, or brought back.
    private var undoings: [Int: Int] = [:]
    private var undone: Set<Int> = []

    /// Follows the client's slug from line to line. Throws `conflict` when another client may have
    /// its slug by now, and when the line was undone already.
    init(after line: AuditEntry, _ db: Database) throws {
        (slug, seq) = (try Slug(line.object), line.seq)
        let sql = """
            SELECT seq, action, object, detail FROM audit
            WHERE seq > ? AND outcome = 'done'
                AND action IN ('tenant.add', 'tenant.edit', 'tenant.remove', 'tenant.state',
                    'tenant.undo')
            ORDER BY seq
            """
        for row in try Row.fetchAll(db, sql: sql, arguments: [seq]) {
            try follow(row[0], row[1], row[2], row[3])
        }
        guard !undone.contains(seq) else {
            throw PuertoError(
                .conflict, "line \(seq) has been undone already",
                hint: "puerto audit list shows what came after it"
            ).spanish(
                "la línea \(seq) ya se deshizo",
                hint: "puerto audit list muestra lo que vino después")
        }
    }

    /// The fields that later lines name.
    var fields: Set<String> {
        named.filter { !undone.contains($0.key) }.values.reduce(into: []) { $0.formUnion($1) }
    }
}

extension LaterLines {
    private mutating func follow(
        _ seq: Int, _ action: String, _ object: String, _ detail: String
    ) throws {
        let lines = detail.split(separator: "\n")
        if action == "tenant.edit", lines.contains("slug: \(slug) → \(object)") {
            slug = try Slug(object)
        }
        guard object == slug.text else { return }
        switch action {
        case "tenant.add", "tenant.remove":
            throw PuertoError(
                .conflict,
                "the client of line \(self.seq) is gone: '\(object)' was "
                    + (action == "tenant.add" ? "added" : "removed") + " in line \(seq)",
                hint: "puerto tenant edit changes a client that is recorded now"
            ).spanish(
                "el cliente de la línea \(self.seq) ya no está: '\(object)' se "
                    + (action == "tenant.add" ? "añadió" : "quitó") + " en la línea \(seq)",
                hint: "puerto tenant edit cambia un cliente que consta ahora")
        case "tenant.undo": undo(seq, lines.first.map(String.init) ?? "")
        default:
            // A field's name has no colon.
            named[seq] = Set(lines.compactMap { $0.split(separator: ":").first.map(String.init) })
        }
    }

    /// Counts an undone edit, and the edit that has undone it, as if they were not there.
    private mutating func undo(_ seq: Int, _ detail: String) {
        guard detail.hasPrefix("line: "), let target = Int(detail.dropFirst(6)) else { return }
        let root = undoings[target] ?? target
        guard root >= self.seq else { return }
        undoings[seq - 1] = root
        named[seq - 1] = nil
        if undone.remove(root) == nil { undone.insert(root) }
    }
}
