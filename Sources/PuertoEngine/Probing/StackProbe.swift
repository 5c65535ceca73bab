package import PuertoCore
internal import Windmill

/// A probe of a stack from the side of its users.
package struct StackProbe: Sendable {
    package let tenant: Tenant
    /// The addresses at which the services answer.
    package let addresses: Addresses
    /// `nil` for a service that the stack lacks, or whose password is unknown.
    package let postgres: [UInt8]?
    package let redis: [UInt8]?

    package struct Addresses: Hashable, Sendable {
        package var windmill: Address
        package var postgres: Address?
        package var redis: Address?

        package init(windmill: Address, postgres: Address?, redis: Address?) {
            self.windmill = windmill
            self.postgres = postgres
            self.redis = redis
        }
    }

    package struct Address: Hashable, Sendable {
        package let host: String
        package let port: Int

        package init(host: String, port: Int) {
            self.host = host
            self.port = port
        }
    }

    package init(
        tenant: Tenant, addresses: Addresses, postgres: [UInt8]?, redis: [UInt8]?
    ) {
        self.tenant = tenant
        self.addresses = addresses
        self.postgres = postgres
        self.redis = redis
    }
}

extension StackProbe {
    /// The finding of a probe; the worst answer decides the health.
    package struct Finding: Hashable, Sendable {
        package var health: Health
        package var problems: [String]

        package var detail: String { problems.joined(separator: "; ") }
    }

    /// Asks every service at once. It throws nothing: a service that does not answer is a finding.
    package func look() async -> Finding {
        async let logins = logins()
        async let application = applicationProblem()
        let (app, problems) = (await application, await logins.compactMap(\.problem))
        if let app {
            return Finding(
                health: problems.isEmpty ? app.health : .down, problems: [app.text] + problems)
        }
        return Finding(health: problems.isEmpty ? .healthy : .down, problems: problems)
    }

    /// The answers of the data services to their passwords.
    package struct Login: Hashable, Sendable {
        package let field: CredentialField
        package let answer: LoginAnswer

        /// `nil` without such a service.
        package var problem: String? {
            let name = field == .redis ? "Redis" : "PostgreSQL"
            return answer == .accepted ? nil : "\(name): \(answer)"
        }
    }

    /// Asks both services whose address and password are known at once.
    package func logins() async -> [Login] {
        async let database = login(.postgres, addresses.postgres, postgres)
        async let cache = login(.redis, addresses.redis, redis)
        return [await database, await cache].compactMap { $0 }
    }

    private func login(_ field: CredentialField, _ address: Address?, _ password: [UInt8]?) async
        -> Login?
    {
        guard let address, let password else { return nil }
        return Login(field: field, answer: await address.login(field, password))
    }

    private func applicationProblem() async -> (health: Health, text: String)? {
        let client = WindmillClient(host: addresses.windmill.host, port: addresses.windmill.port)
        do {
            _ = try await client.version()
            let health = try await client.health()
            switch health.status {
            case .healthy: return nil
            case .degraded: return (.degraded, "application: no worker is alive")
            case .unhealthy: return (.down, "application: its database does not answer")
            }
        } catch {
            return (.down, "application: \(error)")
        }
    }
}

extension StackProbe.Address {
    /// Logs in to the PostgreSQL or Redis at an address.
    package func login(_ field: CredentialField, _ password: [UInt8]) async -> LoginAnswer {
        let (host, port) = (host, port)
        return await blocking {
            field == .redis
                ? RedisLogin(host: host, port: port).attempt(password)
                : PostgresLogin(host: host, port: port).attempt(password)
        }
    }
}
