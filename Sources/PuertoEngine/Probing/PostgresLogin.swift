internal import CPQ
internal import Glibc
internal import PuertoCore

/// A login to a tenant's PostgreSQL over TCP, as the user `postgres`.
package struct PostgresLogin: Sendable {
    package let host: String
    package let port: Int

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Tries the login; waits 5 s at most and blocks its thread meanwhile.
    package func attempt(_ password: [UInt8]) -> LoginAnswer {
        // A server may let in and have lost the data behind this database all the same.
        let connection = connect(password, to: PostgresLogin.database)
        defer { PQfinish(connection) }
        return answer(connection)
    }

    /// Changes the password on the server. Only a SCRAM verifier (RFC 5802) travels and may be
    /// logged, never the password. Throws `io` with the server's words.
    package func change(from old: [UInt8], to new: [UInt8]) throws {
        let connection = connect(old, to: "postgres")
        defer { PQfinish(connection) }
        guard PQstatus(connection) == CONNECTION_OK else {
            throw PuertoError(.io, "PostgreSQL does not let Puerto in: \(answer(connection))")
        }
        let verifier = try PostgresLogin.verifier(of: new, connection)
        let literal = PQescapeLiteral(connection, verifier, strlen(verifier))
        guard let literal else { throw PostgresLogin.failure(connection) }
        defer { PQfreemem(literal) }
        let result = PQexec(connection, "ALTER ROLE postgres PASSWORD \(String(cString: literal))")
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else {
            throw PostgresLogin.failure(connection)
        }
    }
}

extension PostgresLogin {
    /// The database that the application keeps its data in.
    static let database = "windmill"

    func connect(_ password: [UInt8], to database: String = "postgres") -> OpaquePointer? {
        let settings = [
            ("host", host), ("port", String(port)), ("user", "postgres"), ("dbname", database),
            ("connect_timeout", "5"), ("sslmode", "disable"), ("gssencmode", "disable"),
            ("application_name", "puerto"),
        ]
        let names = settings.map { strdup($0.0) } + [strdup("password")]
        let values = settings.map { strdup($0.1) } + [PostgresLogin.copy(password)]
        defer {
            if let secret = values.last ?? nil { explicit_bzero(secret, password.count) }
            for text in names + values { free(text) }
        }
        return PQconnectdbParams(
            names.map { $0.map { UnsafePointer($0) } } + [nil],
            values.map { $0.map { UnsafePointer($0) } } + [nil], 0)
    }

    /// Makes a C string in memory that the caller frees.
    private static func copy(_ bytes: [UInt8]) -> UnsafeMutablePointer<CChar>? {
        guard let copy = calloc(bytes.count + 1, 1) else { return nil }
        bytes.withUnsafeBytes { source in
            if let start = source.baseAddress { memcpy(copy, start, source.count) }
        }
        return copy.assumingMemoryBound(to: CChar.self)
    }

    private func answer(_ connection: OpaquePointer?) -> LoginAnswer {
        guard PQstatus(connection) != CONNECTION_OK else { return .accepted }
        let message = PostgresLogin.message(connection)
        // The protocol has a code (28P01), but libpq gives only the words. They are English unless
        // the image sets another language.
        if message.contains("password authentication failed") || message.contains("28P01") {
            return .wrongPassword
        }
        return .unreachable(message)
    }

    /// Makes a SCRAM verifier (RFC 5802). It needs no connection that is open.
    static func verifier(of password: [UInt8], _ connection: OpaquePointer?) throws -> String {
        let verifier = (password + [0]).withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                PQencryptPasswordConn(connection, $0.baseAddress, "postgres", "scram-sha-256")
            }
        }
        guard let verifier else { throw failure(connection) }
        defer { PQfreemem(verifier) }
        return String(cString: verifier)
    }

    static func failure(_ connection: OpaquePointer?) -> PuertoError {
        PuertoError(.io, "PostgreSQL answered: \(message(connection))")
    }

    /// Returns the connection's message in one line.
    private static func message(_ connection: OpaquePointer?) -> String {
        let text = PQerrorMessage(connection).map { String(cString: $0) } ?? ""
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return PuertoError.visible(String(line.prefix(200)))
    }
}
