internal import PuertoCore

/// The identity of the database cluster that answers a login.
package struct PostgresIdentity: Hashable, Sendable {
    /// The system identifier, which `initdb` gives a cluster once.
    package let system: String
    package let major: Int
    /// The object id of the application's database, another one after it was dropped and made
    /// again; `nil` where there is none.
    package let database: Int?
}

extension PostgresLogin {
    /// Logs in and asks which cluster it is; blocks its thread for 5 s at most. Throws `io` with the
    /// server's words.
    package func identity(_ password: [UInt8]) throws -> PostgresIdentity {
        let rows = try session(password, to: "postgres").rows(
            """
            SELECT system_identifier, current_setting('server_version_num')::int / 10000,
                (SELECT oid FROM pg_database WHERE datname = '\(PostgresLogin.database)')
            FROM pg_control_system()
            """)
        guard rows.count == 1, rows[0].count == 3, let system = rows[0][0],
            let major = rows[0][1].flatMap({ Int($0) })
        else {
            throw PuertoError(.io, "PostgreSQL does not say which cluster it is")
                .spanish("PostgreSQL no dice qué base de datos es")
        }
        return PostgresIdentity(
            system: system, major: major, database: rows[0][2].flatMap { Int($0) })
    }
}
