internal import PuertoCore

/// The planner of a stack's services.
struct ServicePlanner {
    let tenant: Tenant
    let profile: StackProfile
    let exposure: StackOptions.Exposure
    let limits: StackLimits
    let url: String
    let databaseVersion: Int
    let images: [ServiceKind: ImageReference]

    /// The tags that a default worker lacks: without them SQL and native scripts wait for ever.
    private static let tags =
        "nativets,postgresql,mysql,graphql,snowflake,mssql,bigquery,oracledb"

    func service(_ kind: ServiceKind) throws -> ServiceSpec {
        switch kind {
        case .windmill: try windmill()
        case .worker: try worker()
        case .postgres: try postgres()
        case .redis: try redis()
        }
    }

    private func windmill() throws -> ServiceSpec {
        var service = try bare(
            .windmill, tenant.containers.windmill, image: .windmill, processes: 512, grace: 30)
        service.environment =
            [pair("MODE", "server"), pair("BASE_URL", url)] + database
        service.secrets = [.databaseURL]
        service.volumes = [mount(.logs, "/tmp/windmill/logs")]
        service.networks = [.data, .edge]
        service.published = .init(host: tenant.ports.app, container: 8000)
        service.healthCheck = [
            "CMD-SHELL",
            "curl -fsS http://127.0.0.1:8000/api/version || wget -qO- http://127.0.0.1:8000/api/version",
        ]
        service.dependsOn = [.postgres]
        service.databaseVersion = databaseVersion
        return service
    }

    private func worker() throws -> ServiceSpec {
        var service = try bare(
            .worker, tenant.containers.worker, image: .windmill, processes: 2048,
            grace: 120)
        service.environment =
            [
                pair("MODE", "worker"), pair("WORKER_GROUP", "default"),
                pair("WORKER_TAGS", ServicePlanner.tags),
            ] + database
        service.secrets = [.databaseURL]
        service.volumes = [
            mount(.cache, "/tmp/windmill/cache"), mount(.logs, "/tmp/windmill/logs"),
        ]
        service.networks = [.data, .edge]
        service.dependsOn = [.postgres, .windmill]
        service.databaseVersion = databaseVersion
        return service
    }

    private func postgres() throws -> ServiceSpec {
        var service = try bare(
            .postgres, tenant.containers.postgres, image: .postgres, processes: 512, grace: 60)
        service.environment = [
            pair("POSTGRES_DB", "windmill"),
            pair("POSTGRES_PASSWORD_FILE", SecretFile.Name.postgresPassword.path),
        ]
        service.secrets = [.postgresPassword]
        service.volumes = [mount(.postgres, "/var/lib/postgresql/data")]
        service.networks = dataNetworks
        service.published = published(tenant.ports.postgres, 5432)
        service.healthCheck = ["CMD", "pg_isready", "--quiet", "--username", "postgres"]
        return service
    }

    private func redis() throws -> ServiceSpec {
        var service = try bare(
            .redis, tenant.containers.redis, image: .redis, processes: 128, grace: 20)
        service.command = ["redis-server", SecretFile.Name.redisConfiguration.path]
        service.secrets = [.redisConfiguration]
        service.volumes = [mount(.redis, "/data")]
        service.networks = dataNetworks
        service.published = published(tenant.ports.redis, 6379)
        // Without the password the answer is NOAUTH, which is a sign of life as well.
        service.healthCheck = ["CMD", "redis-cli", "ping"]
        return service
    }
}

extension ServicePlanner {
    private func bare(
        _ kind: ServiceKind, _ container: String, image: ServiceKind, processes: Int, grace: Int
    ) throws -> ServiceSpec {
        guard let image = images[image] else {
            throw PuertoError(
                .invalid, "no image is named for \(kind.rawValue)",
                hint: "name it under engine.images in puerto.yaml"
            ).spanish(
                "no hay imagen indicada para \(kind.rawValue)",
                hint: "indícala en engine.images de puerto.yaml")
        }
        return ServiceSpec(
            kind: kind, container: container, image: image, memory: limits.memory[kind] ?? 0,
            processor: limits.processor?[kind], processes: processes, grace: grace)
    }

    private var database: [ServiceSpec.Pair] {
        let file = pair("DATABASE_URL_FILE", SecretFile.Name.databaseURL.path)
        // A server takes 50 connections for itself, half of PostgreSQL's.
        return profile == .small ? [file, pair("DATABASE_CONNECTIONS", "10")] : [file]
    }

    private var dataNetworks: [NetworkSpec.Role] {
        exposure == .loopback ? [.data, .door] : [.data]
    }

    private func published(_ host: Int, _ container: Int) -> ServiceSpec.Published? {
        exposure == .loopback ? .init(host: host, container: container) : nil
    }

    private func pair(_ name: String, _ value: String) -> ServiceSpec.Pair {
        ServiceSpec.Pair(name: name, value: value)
    }

    private func mount(_ volume: VolumeSpec.Role, _ path: String) -> ServiceSpec.Mount {
        ServiceSpec.Mount(volume: volume, path: path)
    }
}
