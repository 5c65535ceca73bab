import PuertoCore
import TestSupport
import Testing

@testable import PuertoEngine

@Suite struct StackSpecTests {
    @Test func aUsualStackHasFourServicesOnItsOwnAddresses() throws {
        let spec = try StackSpec.make()
        #expect(spec.services.map(\.kind) == [.postgres, .redis, .windmill, .worker])
        #expect(
            spec.services.map(\.container) == [
                "acme_postgres", "acme_redis", "acme_windmill", "acme_windmill_worker",
            ])
        #expect(spec.ports == [8003, 5435, 6382])
        #expect(
            spec.networks.map { "\($0.name) \($0.subnet)" } == [
                "puerto-01234567-7_data 10.213.0.192/28", "puerto-01234567-7_edge 10.213.0.208/28",
                "puerto-01234567-7_door 10.213.0.224/28",
            ])
        #expect(
            spec.volumes.map(\.name) == [
                "puerto-01234567-7_postgres", "puerto-01234567-7_redis", "puerto-01234567-7_cache",
                "puerto-01234567-7_logs",
            ])
        #expect(
            spec.images.map(\.text) == [
                "postgres:16.9", "redis:7.4.4", "ghcr.io/windmill-labs/windmill:1.743.0",
            ])
        #expect(spec.profile == .small && spec.memory == 768 + 64 + 768 + 1024)
    }

    @Test func anUnusualStackHasWhatItAskedFor() throws {
        let spec = try StackSpec.unusual()
        #expect(spec.services.map(\.kind) == [.postgres, .windmill, .worker])
        #expect(spec.ports == [8946])
        #expect(spec.networks.map(\.role) == [.data, .edge])
        #expect(spec.volumes.map(\.role) == [.postgres, .cache, .logs])
        #expect(spec.services.reduce(0) { $0 + ($1.processor ?? 0) } == 500)
        #expect(Set(spec.services.map(\.image.text)).count == 2)
        #expect(spec.service(.redis) == nil && spec.network(.door) == nil)
    }

    @Test(
        arguments: [
            (nil, nil, StackProfile.small), (2048, nil, .small), (4096, nil, .normal),
            (8192, .small, .small), (nil, .normal, .normal),
        ] as [(Int?, StackProfile?, StackProfile)])
    func thePlanGivesTheProfileUnlessTheClientHasOne(
        memory: Int?, own: StackProfile?, profile: StackProfile
    ) throws {
        let plan = PricingPlan(id: "p", name: "P", monthly: 1, limits: .init(memoryMB: memory))
        let spec = try StackSpec.make(.make(stack: StackOptions(profile: own)), plan: plan)
        #expect(spec.profile == profile)
        if own == nil, let memory {
            #expect(spec.memory == memory)
        } else {
            #expect(
                spec.services.map(\.memory)
                    == [.postgres, .redis, .windmill, .worker].map(profile.memory(of:)))
        }
        let connections = spec.service(.windmill)?.environment.first {
            $0.name == "DATABASE_CONNECTIONS"
        }
        #expect(connections?.value == (profile == .small ? "10" : nil))
    }

    @Test func theClientsExposureWinsOverTheConfigurations() throws {
        let settings = EngineSettings(exposure: .none)
        #expect(try StackSpec.make(settings: settings).ports == [8003])
        let own = StackOptions(exposure: .loopback)
        #expect(
            try StackSpec.make(.make(stack: own), settings: settings).ports == [8003, 5435, 6382])
    }

    @Test func theBaseSystemHasNoStack() throws {
        for (kind, row) in [(Tenant.Kind.base, 0), (.base, 7), (.client, 0)] {
            let tenant = try Tenant.make("base", kind: kind)
            #expect(code { try StackSpec.make(tenant, row: row) } == .protected)
            #expect(
                message { try StackSpec.make(tenant, row: row) }
                    == "'base' is the base system, whose stack is not Puerto's "
                    + "(it is only looked at)")
        }
    }

    @Test func aServiceWithoutImageIsNamed() throws {
        var settings = EngineSettings.standard
        settings.images[.redis] = nil
        #expect(
            message { try StackSpec.make(settings: settings) }
                == "no image is named for redis (name it under engine.images in puerto.yaml)")
    }

    @Test func neighboursShareNothing() throws {
        let (one, other) = (
            try StackSpec.make(.make("a", slot: 1), row: 1),
            try StackSpec.make(.make("b", slot: 2), row: 2)
        )
        #expect(Set(one.ports).isDisjoint(with: other.ports))
        #expect(Set(one.volumes.map(\.name)).isDisjoint(with: other.volumes.map(\.name)))
        #expect(
            Set(one.services.map(\.container)).isDisjoint(with: other.services.map(\.container)))
        for network in one.networks {
            #expect(!other.networks.contains { $0.name == network.name })
            #expect(!other.networks.contains { $0.subnet.meets(network.subnet) })
        }
    }

    @Test func theProjectIsNamedAfterTheRowAndNotTheSlug() throws {
        #expect(try StackIdentity.make(slug: "one").project == "puerto-01234567-7")
        #expect(try StackIdentity.make(slug: "two").project == "puerto-01234567-7")
        #expect(try StackIdentity.make(tenant: 71).project == "puerto-01234567-71")
    }
}
