package import PuertoCore
internal import Windmill

/// Asks a stack how it is, as its users would find it.
package struct StackProbe: Sendable {
    package let tenant: Tenant
    /// Where each service answers.
    package let addresses: Addresses
    /// `nil` for what the stack has not, or nobody knows the password of.
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
    /// What was found, the worst of it deciding.
    package struct Finding: Hashable, Sendable {
        package var health: Health
        package var problems: [String]

        package var detail: String { problems.joined(separator: "; ") }
    }

    /// Asks every service at once. Throws nothing: what does not answer is a finding.
    package func look() async -> Finding {
        async let database = databaseProblem()
        async let cache = redisProblem()
        async let application = applicationProblem()
        let (app, problems) = (await application, [await database, await cache].compactMap { $0 })
        if let app {
            return Finding(
                health: problems.isEmpty ? app.health : .down, problems: [app.text] + problems)
        }
        return Finding(health: problems.isEmpty ? .healthy : .down, problems: problems)
    }

    package func databaseProblem() async -> String? {
        guard let postgres, let address = addresses.postgres else { return nil }
        let login = PostgresLogin(host: address.host, port: address.port)
        let answer = await blocking { login.attempt(postgres) }
        return answer == .welcome ? nil : "PostgreSQL: \(answer)"
    }

    package func redisProblem() async -> String? {
        guard let redis, let address = addresses.redis else { return nil }
        let login = RedisLogin(host: address.host, port: address.port)
        let answer = await blocking { login.attempt(redis) }
        return answer == .welcome ? nil : "Redis: \(answer)"
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
