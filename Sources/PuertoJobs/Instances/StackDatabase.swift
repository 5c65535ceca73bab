internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore
internal import Windmill
internal import WindmillSetup

/// A client's own PostgreSQL, for what the API of its Windmill cannot do.
struct StackDatabase: TenantDatabase {
    let peer: ServicePeer
    let password: [UInt8]

    func run(_ statement: Statement) async throws -> [[String?]] {
        let (login, password) = (PostgresLogin(peer), password)
        let parameters = statement.parameters.map(\.text)
        return try await blocking {
            Result { try login.rows(password, statement.text, parameters) }
        }.get()
    }
}

extension Stack {
    /// The stack's PostgreSQL as its instance's setup reaches it; `nil` where it does not run.
    func database(_ containers: OwnContainers) throws -> StackDatabase? {
        guard case .success(let peer) = peer(.postgres, in: containers) else { return nil }
        return StackDatabase(peer: peer, password: try databasePassword())
    }

    /// Asks the stack's PostgreSQL which data its Windmill has now; `nil` where it does not run, or
    /// has no such database yet.
    func instanceData(_ containers: OwnContainers) async throws -> InstanceData? {
        guard let identity = try await postgresIdentity(containers) else { return nil }
        return identity.database.map { InstanceData(system: identity.system, database: $0) }
    }
}
