internal import CPQ
internal import PuertoCore

/// Which database cluster answers a login.
package struct PostgresIdentity: Hashable, Sendable {
    /// The system identifier, which `initdb` gives a cluster once.
    package let system: String
    package let major: Int
}

extension PostgresLogin {
    /// Logs in and asks which cluster it is; blocks its thread for 5 s at most. Throws `io` with the
    /// server's words.
    package func identity(_ password: [UInt8]) throws -> PostgresIdentity {
        let connection = connect(password)
        defer { PQfinish(connection) }
        let sql = """
            SELECT system_identifier, current_setting('server_version_num')::int / 10000
            FROM pg_control_system()
            """
        let result = PQexec(connection, sql)
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_TUPLES_OK, PQntuples(result) == 1,
            let system = PQgetvalue(result, 0, 0), let major = PQgetvalue(result, 0, 1),
            let number = Int(String(cString: major))
        else { throw PostgresLogin.failure(connection) }
        return PostgresIdentity(system: String(cString: system), major: number)
    }
}
