internal import GRDB
package import PuertoCore

extension Store {
    /// The place that the records have; `nil` before the first job that changes the engine.
    package func recordedPlace() throws -> RecordedPlace? { try read(Store.recordedPlace) }

    /// The id that the workspace was made with, also in a copy.
    package func firstWorkspaceID() throws -> String {
        try read { db in try String.fetchOne(db, sql: "SELECT id FROM workspace") ?? "" }
    }

    private static func recordedPlace(_ db: Database) throws -> RecordedPlace? {
        let sql = "SELECT machine, path, inode, file_system, changes, copy_id FROM place"
        return try Row.fetchOne(db, sql: sql).map { row in
            RecordedPlace(
                place: WorkspacePlace(
                    machine: row[0], path: row[1], inode: row[2], fileSystem: row[3]),
                changes: row[4], copyID: row[5])
        }
    }

    /// Counts a change of the engine at this place, and returns the new count. It is written before
    /// the engine gets its mark, so that the engine's is never ahead of a record that is current.
    ///
    /// A place that has changed is a line of the history.
    package func countChange(at place: WorkspacePlace, by actor: Actor) throws -> Int {
        try write { db in
            let old = try Store.recordedPlace(db)
            let changes = (old?.changes ?? 0) + 1
            try Store.put(
                RecordedPlace(place: place, changes: changes, copyID: old?.copyID), db)
            let moved = old.map { place.changes(since: $0.place) } ?? []
            if !moved.isEmpty { try auditLog(db, actor).done("workspace.place", "", moved) }
            return changes
        }
    }

    /// Records that the workspace commands its stacks from here; `mark` is the engine's count.
    package func settleAsMoved(to place: WorkspacePlace, mark: Int, by actor: Actor) throws {
        try write { db in
            let old = try Store.recordedPlace(db)
            let changes = max(old?.changes ?? 0, mark)
            try Store.put(RecordedPlace(place: place, changes: changes, copyID: nil), db)
            try auditLog(db, actor).done(
                "workspace.moved", "",
                (old.map { place.changes(since: $0.place) } ?? [])
                    + ["changes: \(old?.changes ?? 0) → \(changes)"])
        }
    }

    /// Records that the workspace is a copy, with an id of its own, which it returns. A copy stays
    /// what it is.
    package func settleAsCopied(to place: WorkspacePlace, by actor: Actor) throws -> String {
        try write { db in
            let old = try Store.recordedPlace(db)
            if let id = old?.copyID { return id }
            let id = RandomID().text
            let workspace = try String.fetchOne(db, sql: "SELECT id FROM workspace") ?? ""
            try Store.put(
                RecordedPlace(place: place, changes: old?.changes ?? 0, copyID: id), db)
            try auditLog(db, actor).done(
                "workspace.copied", "",
                ["id: \(workspace) → \(id)"] + (old.map { place.changes(since: $0.place) } ?? []))
            return id
        }
    }

    private static func put(_ recorded: RecordedPlace, _ db: Database) throws {
        let place = recorded.place
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO place
                    (only, machine, path, inode, file_system, changes, copy_id)
                VALUES (1, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                place.machine, place.path, place.inode, place.fileSystem, recorded.changes,
                recorded.copyID,
            ])
    }
}
