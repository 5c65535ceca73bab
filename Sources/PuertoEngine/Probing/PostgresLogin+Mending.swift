internal import CPQ
internal import PuertoCore

extension PostgresLogin {
    /// Makes the statement that gives a server this password. It holds a SCRAM verifier (RFC
    /// 5802), never the password. Throws `io`.
    package static func statement(setting password: [UInt8]) throws -> String {
        let verifier = try verifier(of: password)
        // A verifier has letters, digits and `$:+/=-`.
        guard !verifier.contains("'"), !verifier.contains("\\") else {
            throw PostgresLogin.noVerifier
        }
        return "ALTER ROLE postgres PASSWORD '\(verifier)';\n"
    }

    private static let noVerifier = PuertoError(.io, "libpq makes no verifier of the password")
        .spanish("libpq no calcula el verificador de la contraseña")

    /// libpq wants a connection only to keep an error in; this one is open to nothing.
    private static func verifier(of password: [UInt8]) throws -> String {
        let closed = PQconnectStart("hostaddr=none")
        defer { PQfinish(closed) }
        let verifier = (password + [0]).withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                PQencryptPasswordConn(closed, $0.baseAddress, "postgres", "scram-sha-256")
            }
        }
        guard let verifier else {
            throw PostgresLogin.noVerifier
        }
        defer { PQfreemem(verifier) }
        return String(cString: verifier)
    }

    /// Names tables and indexes of the application's database whose files are not there; three at
    /// most. Throws `io` with the server's words. It blocks its thread for 5 s at most.
    package func relationsWithoutFiles(_ password: [UInt8]) throws -> [String] {
        let rows = try session(password, to: PostgresLogin.database).rows(
            """
            SET statement_timeout = '5s';
            SELECT c.oid::regclass::text FROM pg_class c
            WHERE c.relkind IN ('r', 'i', 't', 'm', 'S') AND c.relpersistence = 'p'
                AND pg_relation_filepath(c.oid) IS NOT NULL
                AND (pg_stat_file(pg_relation_filepath(c.oid), true)).size IS NULL
            ORDER BY c.oid DESC LIMIT 3
            """)
        return rows.map { PuertoError.visible(($0.first ?? nil) ?? "") }
    }
}
