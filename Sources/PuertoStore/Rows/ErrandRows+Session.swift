internal import GRDB
internal import PuertoCore

extension ErrandRows {
    /// Reserves the errand's envelope for the session that asks for it.
    func reserve(_ id: String, for session: Session) throws {
        guard !session.digest.isEmpty else { return }
        try db.execute(
            sql:
                "INSERT INTO errand_session (errand, digest) SELECT seq, ? FROM errand WHERE id = ?",
            arguments: [session.digest.blob, id])
    }

    /// Tells whether the envelope is for this session. One that a session before this version asked
    /// for is for none.
    func isReserved(_ seq: Int, for session: Session) throws -> Bool {
        let row = try Row.fetchOne(
            db, sql: "SELECT digest FROM errand_session WHERE errand = ?", arguments: [seq])
        return try row?.bytes("digest") ?? [] == session.digest
    }
}
