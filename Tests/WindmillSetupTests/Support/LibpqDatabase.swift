import CPQ
import Foundation
import Windmill
import WindmillSetup

/// A PostgreSQL that is reached by its address, for the tests with a real server.
struct LibpqDatabase: TenantDatabase {
    let address: String

    struct Failure: Error { let text: String }

    func run(_ statement: Statement) async throws -> [[String?]] {
        let connection = PQconnectdb(address)
        defer { PQfinish(connection) }
        guard PQstatus(connection) == CONNECTION_OK else {
            throw Failure(text: String(cString: PQerrorMessage(connection)))
        }
        let values = statement.parameters.map { strdup($0.text) }
        defer { for value in values { free(value) } }
        let result = PQexecParams(
            connection, statement.text, Int32(values.count), nil,
            values.map { UnsafePointer($0) }, nil, nil, 0)
        defer { PQclear(result) }
        guard [PGRES_TUPLES_OK, PGRES_COMMAND_OK].contains(PQresultStatus(result)) else {
            throw Failure(text: String(cString: PQresultErrorMessage(result)))
        }
        return (0..<PQntuples(result)).map { row in
            (0..<PQnfields(result)).map { column in
                PQgetisnull(result, row, column) == 1
                    ? nil : String(cString: PQgetvalue(result, row, column))
            }
        }
    }
}
