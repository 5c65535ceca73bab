internal import GRDB
package import PuertoCore

extension Store {
    /// Queues the job of a signed request once; an action on the fleet joins the same action's job
    /// that waits already. Returns `nil` for a replay, whose id was seen before. Throws `protected` for what the secret does not allow now, whatever it allowed when
    /// the signature was verified; when it throws that or what `enqueue` throws, the id may be used
    /// again.
    package func enqueue(_ request: JobRequest, signed id: String, by secret: SealedHookSecret)
        throws -> Job?
    {
        let outcome = try write { db -> Result<Job?, PuertoError> in
            let now = options.now()
            do {
                try Store.check(request, by: secret, at: now, db)
            } catch let error as PuertoError {
                try noteRefusal(request, error, db)
                return .failure(error)
            }
            try db.execute(
                sql: "DELETE FROM hook_seen WHERE at < ?", arguments: [now - Store.memory])
            let isSeen = try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM hook_seen WHERE secret = ? AND id = ?)",
                arguments: [secret.row, id])
            guard isSeen != true else { return .success(nil) }
            let isFleetwide = request.tenant == nil
            let outcome = try isFleetwide ? enqueueOnce(request, db) : enqueue(request, db)
            guard case .success(let job) = outcome else { return outcome.map { $0 } }
            try db.execute(
                sql: "INSERT INTO hook_seen (secret, id, at) VALUES (?, ?, ?)",
                arguments: [secret.row, id, now])
            return .success(job)
        }
        return try outcome.get()
    }

    private static func check(
        _ request: JobRequest, by secret: SealedHookSecret, at now: Int, _ db: Database
    ) throws {
        let name = secret.secret.name
        let present = try hookSecrets(db).first { $0.row == secret.row }?.secret
        guard let present, present.isActive(at: now) else {
            throw PuertoError(
                .protected, "the hook secret '\(name)' has ended",
                hint: "puerto hook-secret add makes another"
            ).spanish(
                "el secreto de llamadas '\(name)' ha caducado",
                hint: "puerto hook-secret add crea otro")
        }
        try present.check(request.action, request.tenant, request.parameters)
    }

    /// Seconds for which an id is kept: longer than its timestamp is accepted.
    private static let memory = 86_400
}
