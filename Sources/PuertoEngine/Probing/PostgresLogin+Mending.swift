internal import CPQ
internal import PuertoCore

extension PostgresLogin {
    /// Makes the statement that gives the server this password. It holds a SCRAM verifier (RFC
    /// 5802), never the password. Throws `io`.
    package func statement(setting password: [UInt8]) throws -> String {
        let connection = connect(password, to: "postgres")
        defer { PQfinish(connection) }
        let verifier = try PostgresLogin.verifier(of: password, connection)
        // A verifier has letters, digits and `$:+/=-`.
        guard !verifier.contains("'"), !verifier.contains("\\") else {
            throw PostgresLogin.failure(connection)
        }
        return "ALTER ROLE postgres PASSWORD '\(verifier)';\n"
    }

    /// Names tables and indexes of the application's database whose files are not there; three at
    /// most. Throws `io` with the server's words. It blocks its thread meanwhile.
    package func relationsWithoutFiles(_ password: [UInt8]) throws -> [String] {
        let connection = connect(password, to: PostgresLogin.database)
        defer { PQfinish(connection) }
        guard PQstatus(connection) == CONNECTION_OK else {
            throw PostgresLogin.failure(connection)
        }
        let result = PQexec(
            connection,
            """
            SET statement_timeout = '5s';
            SELECT c.oid::regclass::text FROM pg_class c
            WHERE c.relkind IN ('r', 'i', 't', 'm', 'S') AND c.relpersistence = 'p'
                AND pg_relation_filepath(c.oid) IS NOT NULL
                AND (pg_stat_file(pg_relation_filepath(c.oid), true)).size IS NULL
            ORDER BY c.oid DESC LIMIT 3
            """)
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_TUPLES_OK else {
            throw PostgresLogin.failure(connection)
        }
        return (0..<PQntuples(result)).map { row in
            PuertoError.visible(PQgetvalue(result, row, 0).map { String(cString: $0) } ?? "")
        }
    }
}
