internal import GRDB
internal import PuertoCore

/// The rows of `volume` and `stack_image`, in a transaction.
struct VolumeRows {
    let db: Database

    func marks(_ tenant: Int) throws -> [ServiceKind: VolumeMark] {
        let sql = """
            SELECT service, name, system, major, is_seen, filled_at, is_held, given_up_at
            FROM volume WHERE tenant = ?
            """
        let rows = try Row.fetchAll(db, sql: sql, arguments: [tenant]).map { row in
            var mark = VolumeMark(
                name: JobRows.text(row[1]), system: row[2], major: row[3], isSeen: row[4],
                filledAt: row[5])
            mark.isHeld = row[6]
            mark.isGivenUp = (row[7] as Int?) != nil
            return (try JobRows.word(row[0]) as ServiceKind, mark)
        }
        return Dictionary(rows) { first, _ in first }
    }

    /// Replaces a volume's mark.
    func put(_ mark: VolumeMark, of kind: ServiceKind, _ tenant: Int, givenUpAt: Int? = nil) throws
    {
        try db.execute(
            sql: """
                INSERT INTO volume (tenant, service, name, system, major, is_seen, filled_at,
                    given_up_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (tenant, service) DO UPDATE SET name = excluded.name,
                    system = excluded.system, major = excluded.major, is_seen = excluded.is_seen,
                    filled_at = excluded.filled_at, is_held = 0, given_up_at = excluded.given_up_at
                """,
            arguments: [
                tenant, kind.rawValue, mark.name, mark.system, mark.major, mark.isSeen,
                mark.filledAt, givenUpAt,
            ])
    }

    /// Adds what a login tells of a volume that is marked already.
    func complete(_ mark: VolumeMark, of kind: ServiceKind, _ tenant: Int) throws {
        try db.execute(
            sql: """
                UPDATE volume SET system = coalesce(system, ?), major = coalesce(major, ?),
                    is_seen = max(is_seen, ?)
                WHERE tenant = ? AND service = ? AND (system IS NULL OR system IS ?)
                """,
            arguments: [
                mark.system, mark.major, mark.isSeen, tenant, kind.rawValue, mark.system,
            ])
    }

    func hold(_ tenant: Int) throws {
        try db.execute(
            sql: """
                UPDATE volume SET is_held = 1
                WHERE tenant = ? AND given_up_at IS NULL AND is_held = 0
                """, arguments: [tenant])
    }

    func images(_ tenant: Int) throws -> [ServiceKind: ImageReference] {
        let sql = "SELECT service, image FROM stack_image WHERE tenant = ?"
        let rows = try Row.fetchAll(db, sql: sql, arguments: [tenant]).map { row in
            (try JobRows.word(row[0]) as ServiceKind, try ImageReference(row[1] as String))
        }
        return Dictionary(rows) { first, _ in first }
    }

    func put(_ image: ImageReference, of kind: ServiceKind, _ tenant: Int) throws {
        try db.execute(
            sql: """
                INSERT INTO stack_image (tenant, service, image) VALUES (?, ?, ?)
                ON CONFLICT (tenant, service) DO UPDATE SET image = excluded.image
                WHERE image <> excluded.image
                """, arguments: [tenant, kind.rawValue, image.text])
    }
}
