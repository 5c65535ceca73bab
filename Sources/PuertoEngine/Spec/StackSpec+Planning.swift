package import PuertoCore

extension StackSpec {
    /// Makes the spec from a record, its plan and the configuration. `databaseVersion` is the
    /// version of PostgreSQL's password: containers made with another one are recreated. `held` are
    /// the services whose volumes Compose must not make. Throws `protected` for the base system,
    /// which has no stack of Puerto's.
    package init(
        _ tenant: Tenant, identity: StackIdentity, plan: PricingPlan?, subnet: Subnet, url: String,
        databaseVersion: Int, settings: EngineSettings, held: Set<ServiceKind> = []
    ) throws {
        guard identity.tenant != 0, tenant.kind == .client else {
            throw PuertoError(
                .protected, "'\(tenant.slug)' is the base system, whose stack is not Puerto's",
                hint: "it is only looked at"
            ).spanish(
                "'\(tenant.slug)' es el sistema base, que no lo lleva Puerto",
                hint: "solo se mira")
        }
        let profile = tenant.stack.profile ?? StackProfile(planMemory: plan?.limits.memoryMB)
        let exposure = tenant.stack.exposure ?? settings.exposure
        self.identity = identity
        self.tenant = tenant
        self.profile = profile
        limits = StackLimits(tenant.stack, plan: plan)
        self.exposure = exposure
        var kinds: [ServiceKind] = [.postgres, .windmill, .worker]
        if tenant.stack.hasRedis { kinds.insert(.redis, at: 1) }
        let roles: [NetworkSpec.Role] =
            exposure == .loopback ? [.data, .edge, .door] : [.data, .edge]
        networks = roles.enumerated().map { index, role in
            NetworkSpec(
                role: role, name: "\(identity.project)_\(role.rawValue)",
                bridge: NetworkSpec.bridge(role, tenant.slot, of: identity.workspace),
                subnet: subnet.part(index, length: 28))
        }
        volumes = VolumeSpec.Role.allCases.filter { $0 != .redis || tenant.stack.hasRedis }.map {
            VolumeSpec(
                role: $0, name: "\(identity.project)_\($0.rawValue)",
                isHeld: $0.service.map(held.contains) == true)
        }
        let planner = ServicePlanner(
            tenant: tenant, profile: profile, exposure: exposure, limits: limits, url: url,
            databaseVersion: databaseVersion,
            images: settings.images.merging(tenant.stack.images) { $1 })
        services = try kinds.map(planner.service)
    }

    package func service(_ kind: ServiceKind) -> ServiceSpec? {
        services.first { $0.kind == kind }
    }

    package func network(_ role: NetworkSpec.Role) -> NetworkSpec? {
        networks.first { $0.role == role }
    }

    /// The memory of all services, in MiB.
    package var memory: Int { services.reduce(0) { $0 + $1.memory } }

    /// The ports on the machine, in the order application, PostgreSQL, Redis.
    package var ports: [Int] {
        [.windmill, .postgres, .redis].compactMap { service($0)?.published?.host }
    }

    package var images: [ImageReference] {
        services.map(\.image).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
