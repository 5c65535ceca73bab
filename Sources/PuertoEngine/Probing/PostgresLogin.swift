internal import CPQ
internal import Glibc
internal import PuertoCore

/// A login to a client's own PostgreSQL, as the user `postgres`. It proves that it knows the
/// password by SCRAM-SHA-256 and never sends it.
package struct PostgresLogin: Sendable {
    package let peer: ServicePeer

    package init(_ peer: ServicePeer) { self.peer = peer }

    /// Tries the login; waits 5 s at most and blocks its thread meanwhile.
    package func attempt(_ password: [UInt8]) -> LoginAnswer { look(password).answer }

    /// The same, with the server's challenge where it has let Puerto in.
    func look(_ password: [UInt8], within time: Duration = Deadline.usual)
        -> (answer: LoginAnswer, challenge: PostgresChallenge?)
    {
        do {
            // A server may let in and have lost the data behind this database all the same.
            let session = try PostgresSession(
                peer, to: PostgresLogin.database, password, within: time)
            return (.accepted, session.challenge)
        } catch { return (error.answer, nil) }
    }

    /// Changes the password on the server. Only a SCRAM verifier (RFC 5802) travels and may be
    /// logged, never the password. Throws `io` with the server's words.
    package func change(from old: [UInt8], to new: [UInt8]) throws {
        let session = try session(old, to: "postgres")
        _ = try session.rows(PostgresLogin.statement(setting: new))
    }
}

extension PostgresLogin {
    /// The database that the application keeps its data in.
    static let database = "windmill"

    /// Throws `io` with the server's words.
    func session(_ password: [UInt8], to database: String) throws -> PostgresSession {
        do { return try PostgresSession(peer, to: database, password) } catch {
            let answer = "\(error.answer)"
            throw PuertoError(.io, "PostgreSQL does not let Puerto in: \(answer)")
                .spanish("PostgreSQL no deja entrar a Puerto: \(FindingText.words(answer, .es))")
        }
    }
}
