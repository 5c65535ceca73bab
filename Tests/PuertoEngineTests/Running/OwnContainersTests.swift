import PuertoCore
import TestSupport
import Testing

@testable import PuertoEngine

@Suite struct OwnContainersTests {
    private func own(_ name: String, _ service: ServiceKind?, status: String = "running") throws
        -> ContainerState
    {
        var labels = try StackIdentity.make().labelled
        if let service { labels["puerto.service"] = service.rawValue }
        return try .make(name, id: name, status: status, labels: labels)
    }

    /// Labels of which each set lacks or changes one.
    static let strangers: [[String: String]] = [
        [:], ["puerto.tenant": "7"], ["puerto.workspace": "0123456789abcdef0123456789abcdef"],
        ["puerto.tenant": "8", "puerto.workspace": "0123456789abcdef0123456789abcdef"],
        ["puerto.tenant": "07", "puerto.workspace": "0123456789abcdef0123456789abcdef"],
        ["puerto.tenant": "7", "puerto.workspace": "1123456789abcdef0123456789abcdef"],
        ["puerto.tenant": "7", "puerto.workspace": "01234567"],
        ["puerto.slug": "acme", "com.docker.compose.project": "puerto-01234567-7"],
    ]

    @Test(arguments: strangers) func oneStrangerAmongThemRefusesAll(labels: [String: String]) throws
    {
        let states = [try own("bb", .postgres), try .make("redis_base", labels: labels)]
        #expect(code { try OwnContainers(states, of: .make()) } == .protected)
        #expect(
            message { try OwnContainers(states, of: .make()) }
                == "container 'redis_base' is not one of 'acme' and is left alone")
        let networks = [try NetworkState.make("bridge", labels: labels)]
        #expect(
            message { try OwnNetworks(networks, of: .make()) }
                == "network 'bridge' is not one of 'acme' and is left alone")
    }

    @Test func theBaseSystemHasNoneWhateverTheLabelsSay() throws {
        let base = try StackIdentity.make(tenant: 0, slug: "base")
        let labelled = try ContainerState.make("redis_base", labels: base.labelled)
        for states in [[], [labelled]] {
            #expect(
                message { try OwnContainers(states, of: base) }
                    == "'base' is the base system: its containers are not touched")
        }
        #expect(code { try OwnNetworks([], of: base) } == .protected)
    }

    @Test func theyAreToldApartByServiceAndState() throws {
        let all = try OwnContainers(
            [
                own("aa", .windmill), own("bb", .worker, status: "exited"),
                own("cc", .postgres, status: "restarting"), own("dd", .redis, status: "created"),
                own("ee", nil), own("ff", .redis, status: "paused"),
                own("a0", .redis, status: "dead"),
            ], of: .make())
        #expect(all.ids == ["aa", "bb", "cc", "dd", "ee", "ff", "a0"])
        #expect(all.running().ids == ["aa", "cc", "ff"])
        #expect(all.running([.postgres]).ids == ["cc"])
        #expect(all.running([.worker]).isEmpty)
        #expect(all[.worker]?.id == "bb" && all[.windmill]?.id == "aa")
        #expect(OwnContainers.none.ids == [] && OwnContainers.none.isEmpty)
    }
}
