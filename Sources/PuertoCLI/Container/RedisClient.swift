import ArgumentParser
import PuertoCore
import PuertoEngine
import PuertoJobs
import PuertoStore
import PuertoVault

/// `puerto redis SLUG`.
struct RedisClient: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redis", abstract: "Open a client's Redis.",
        discussion: """
            Runs redis-cli in the container of Redis, logged in with the recorded password, which \
            goes in through a pipe. On a terminal it is interactive; otherwise it reads commands \
            from standard input. The history records the use, not what is typed.
            """)

    @Argument(help: "The client.") var slug: String
    @OptionGroup var options: WorkspaceOptions

    func run() async throws {
        let access = try await ServiceAccess(options, slug)
        let container = try access.running(.redis)
        _ = try await access.program(
            ["redis-cli"], in: container,
            hint: "puerto shell \(slug) redis opens its shell; any Redis client on this machine "
                + "reaches port \(access.tenant.ports.redis)")
        let docker = access.engine.docker
        let streams = ServiceAccess.streams
        var words = ["redis-cli"]
        let password = try await password(access)
        // A use that cannot be recorded leaves no password in the container.
        try access.record("redis", ServiceKind.redis.rawValue)
        if let password {
            let delivery = SecretDelivery(id: RandomID())
            try await delivery.send(password, to: container, with: access.engine)
            words = delivery.words("REDISCLI_AUTH", words)
        }
        try access.handOver(
            to: docker.exec(
                words, in: container, streams, environment: ["REDISCLI_HISTFILE=/dev/null"]))
    }

    /// Opens the recorded password. `nil` for a base system without one, whose Redis may need none.
    private func password(_ access: ServiceAccess) async throws -> [UInt8]? {
        let facts = try access.run.store.stack(of: access.tenant.slug)
        guard let stored = facts.credentials[.redis] else {
            guard access.tenant.kind == .client else { return nil }
            throw PuertoError(
                .notFound, "no credential 'redis' of '\(slug)' is recorded",
                hint: "puerto credential set \(slug) redis < FILE records the one that it takes"
            ).spanish(
                "no hay ninguna contraseña 'redis' registrada de '\(slug)'",
                hint: "puerto credential set \(slug) redis < FILE registra la que acepta")
        }
        let value = try access.run.world.vault.open(stored.sealed, at: stored.place).reveal()
        if try await access.run.world.trial(of: value, access.tenant.slug, .redis) == .refused {
            throw PuertoError(
                .conflict, "Redis does not take the recorded password",
                hint: "puerto doctor \(slug) says why, and what mends it"
            ).spanish(
                "Redis no acepta la contraseña registrada",
                hint: "puerto doctor \(slug) dice por qué y cómo se arregla")
        }
        return value
    }
}
