import Foundation
import PuertoCore
import PuertoStore
import Testing

@testable import PuertoEngine
@testable import PuertoJobs

/// Each thing that a container is held to is compared with the stack.
@Suite struct ContainerCheckTests {
    private let stack: Stack

    init() throws {
        let bench = try Bench(isKeyed: true)
        _ = try bench.store.addTenant(
            TenantDraft(slug: try Slug("acme"), name: "Acme"), language: .en, by: .cli("test"))
        try bench.store.recordOpened(Slug("acme"))
        stack = try bench.worker().world.stack(Slug("acme"))
    }

    /// The container of a service as Compose makes it, with texts of its description replaced.
    private func container(_ kind: ServiceKind, _ changes: [(String, String)] = []) throws
        -> ContainerState
    {
        let service = try #require(stack.spec.service(kind))
        let networks = service.networks.compactMap { stack.spec.network($0)?.name }
            .map { "\"\($0)\":{\"IPAddress\":\"\"}" }
        let volumes = service.volumes.map { mount in
            let name = stack.spec.volumes.first { $0.role == mount.volume }?.name ?? ""
            return "{\"Type\":\"volume\",\"Name\":\"\(name)\",\"Destination\":\"\(mount.path)\","
                + "\"RW\":true}"
        }
        let secrets = service.secrets.map {
            "{\"Type\":\"bind\",\"Source\":\"\(stack.folder.secretPath($0))\","
                + "\"Destination\":\"\($0.path)\",\"RW\":false}"
        }
        let port = service.published.map {
            "{\"1/tcp\":[{\"HostIp\":\"127.0.0.1\",\"HostPort\":\"\($0.host)\"}]}"
        }
        let labels =
            stack.identity.labels.map { "\"\($0.0)\":\"\($0.1)\"" } + [
                "\"puerto.service\":\"\(kind.rawValue)\"",
                "\"com.docker.compose.project\":\"\(stack.identity.project)\"",
            ]
        let words = service.command.map { "\"\($0)\"" }
        // Some engines write them so.
        let capabilities = service.capabilities.map { "\"CAP_\($0)\"" }.joined(separator: ",")
        var text = """
            {"id":"c0ffee","name":"/\(service.container)","status":"running","exitCode":0,\
            "restarts":0,"image":"\(service.image)","imageID":"sha256:1",\
            "labels":{\(labels.joined(separator: ","))},"bindings":\(port ?? "{}"),\
            "networks":{\(networks.joined(separator: ","))},"setup":{\
            "memory":\(service.memory << 20),"cpus":0,"processes":\(service.processes),\
            "restart":"unless-stopped","security":["no-new-privileges:true"],"privileged":false,\
            "capabilities":[\(capabilities)],"dropped":["ALL"],"mounts":[\((volumes + secrets).joined(separator: ","))],\
            "command":[\(words.joined(separator: ","))],"process":7,"started":"",\
            "outOfMemory":false,"health":null},"bound":\(port ?? "{}")}
            """
        for (old, new) in changes {
            #expect(text.contains(old), "\(old)")
            text = text.replacing(old, with: new)
        }
        return try ContainerState.parse(text)[0]
    }

    private func found(
        _ kind: ServiceKind, _ changes: [(String, String)] = [], imageID: String? = "sha256:1"
    ) throws -> [ContainerCheck.Deviation] {
        var check = ContainerCheck(
            service: try #require(stack.spec.service(kind)),
            container: try container(kind, changes), stack: stack)
        check.imageID = imageID
        return check.deviations
    }

    @Test(arguments: ServiceKind.allCases)
    func whatComposeMakesDiffersInNothing(kind: ServiceKind) throws {
        #expect(try found(kind) == [])
    }

    static let changes: [(ServiceKind, String, String, String)] = [
        (.worker, "\"memory\":1073741824", "\"memory\":2147483648", "may take 2048 MiB of memory"),
        (.worker, "\"memory\":1073741824", "\"memory\":0", "may take any amount of memory"),
        (.redis, "\"cpus\":0", "\"cpus\":1500000000", "may take 1.5 processors, recorded is all"),
        (
            .redis, "\"cpus\":0", "\"cpus\":0,\"quota\":39000,\"period\":100000",
            "may take 0.39 processors, recorded is all"
        ),
        (.redis, "\"processes\":128", "\"processes\":null", "may start any number of processes"),
        (.redis, "unless-stopped", "no", "restart policy 'no', recorded is unless-stopped"),
        (.redis, "unless-stopped", "always", "restart policy 'always'"),
        (.redis, "[\"no-new-privileges:true\"]", "null", "security options none"),
        (
            .redis, "[\"no-new-privileges:true\"]",
            "[\"no-new-privileges:true\",\"seccomp=unconfined\"]", "seccomp:unconfined"
        ),
        (.redis, "\"privileged\":false", "\"privileged\":true", "is privileged"),
        (
            .windmill, "\"capabilities\":[]", "\"capabilities\":[\"NET_ADMIN\"]",
            "has the capabilities NET_ADMIN, recorded is none"
        ),
        (
            .worker, "\"dropped\":[\"ALL\"]", "\"dropped\":null",
            "has the capabilities the engine's usual ones and CHOWN, DAC_OVERRIDE, FOWNER, "
                + "recorded is CHOWN, DAC_OVERRIDE, FOWNER"
        ),
        (.redis, "_redis\",\"Destination\"", "_other\",\"Destination\"", "_other at /data"),
        (
            .redis, "\"mounts\":[",
            "\"mounts\":[{\"Type\":\"bind\",\"Source\":\"/srv\",\"Destination\":\"/x\"},",
            "has /srv, writable at /x in addition"
        ),
        (.redis, "\"Destination\":\"/data\"", "\"Destination\":\"/elsewhere\"", "lacks the volume"),
        (
            .redis, "secrets/redis.conf\",\"Destination", "secrets/old.conf\",\"Destination",
            "secrets/old.conf at /run/secrets/redis.conf"
        ),
        (.redis, "\"/run/secrets/redis.conf\"]", "\"--save\"]", "runs another command"),
        (.redis, "\"com.docker.compose.project\":", "\"other\":", "was not made by Compose"),
        (.redis, "\"redis:", "\"valkey:", "runs valkey:"),
        (.windmill, "\"HostIp\":\"127.0.0.1\"", "\"HostIp\":\"0.0.0.0\"", "publishes 0.0.0.0:"),
    ]

    @Test(arguments: changes)
    func aContainerThatDiffersIsMadeAnew(
        kind: ServiceKind, old: String, new: String, text: String
    ) throws {
        let deviations = try found(kind, [(old, new)])
        #expect(deviations.contains { $0.drift.found.contains(text) }, "\(deviations)")
        #expect(deviations.allSatisfy { $0.repair == .remake })
        #expect(deviations.allSatisfy { $0.drift.mend == "puerto reconcile acme" })
        let mending = Mending(
            stack, [try container(kind, [(old, new)])],
            images: [try #require(stack.spec.service(kind)).image: "sha256:1"])
        #expect(mending.removed.count == 1)
    }

    @Test func aPortThatIsNotBoundIsNoMatterOfPatience() throws {
        let service = try #require(stack.spec.service(.windmill)?.published)
        let bound =
            "\"bound\":{\"1/tcp\":[{\"HostIp\":\"127.0.0.1\",\"HostPort\":\"\(service.host)\"}]}"
        let deviations = try found(.windmill, [(bound, "\"bound\":{\"1/tcp\":null}")])
        #expect(
            deviations.map(\.drift.found) == ["runs without its port 127.0.0.1:\(service.host)"])
        #expect(deviations.map(\.repair) == [.remake])
    }

    @Test func networksAreLeftAndJoined() throws {
        let name = try #require(stack.spec.network(.data)?.name)
        let gone = try found(.redis, [("\"\(name)\":{\"IPAddress\":\"\"},", "")])
        #expect(gone.map(\.drift.found) == ["is not attached to its network \(name)"])
        #expect(gone.map(\.repair) == [.remake])
        let more = try found(
            .redis, [("\"networks\":{", "\"networks\":{\"bridge\":{\"IPAddress\":\"\"},")])
        #expect(
            more.map(\.drift.found) == [
                "is attached to the network bridge, which is not its own"
            ])
        #expect(more.map(\.repair) == [.disconnect(network: "bridge")])
    }

    @Test func statesAreSaidWithWhatEndedThem() throws {
        let paused = try found(.redis, [("\"running\"", "\"paused\"")])
        #expect(paused.map(\.drift.found) == ["paused"] && paused.map(\.repair) == [.unpause])
        let killed = try found(
            .redis,
            [
                ("\"running\"", "\"restarting\""), ("\"exitCode\":0", "\"exitCode\":137"),
                ("\"restarts\":0", "\"restarts\":12"),
                ("\"outOfMemory\":false", "\"outOfMemory\":true"),
            ])
        #expect(
            killed.map(\.drift.found) == [
                "restarting, exit code 137, ended by the kernel for lack of memory (64 MiB), "
                    + "restarted 12 times"
            ])
        #expect(killed.map(\.repair) == [.start])
    }

    @Test func anotherNameIsGivenBackAndALostImageNameToo() throws {
        let renamed = try found(.redis, [("\"/acme_redis\"", "\"/acme_redis_old\"")])
        #expect(renamed.map(\.drift.found) == ["is called acme_redis_old"])
        #expect(renamed.map(\.drift.subject) == ["acme_redis"])
        #expect(renamed.map(\.repair) == [.rename])
        #expect(try found(.redis, imageID: nil).map(\.repair) == [.start])
        #expect(try found(.redis, imageID: "sha256:2").map(\.repair) == [.remake])
    }

    @Test func anImagesOwnAnonymousVolumeIsNoDifference() throws {
        let id = String(repeating: "ab", count: 32)
        let mount = "{\"Type\":\"volume\",\"Name\":\"\(id)\",\"Destination\":\"/v\",\"RW\":true},"
        #expect(try found(.redis, [("\"mounts\":[", "\"mounts\":[\(mount)")]) == [])
    }

    @Test func aSecondContainerOfAServiceIsTakenAway() throws {
        let one = try container(.redis)
        let two = try container(
            .redis, [("\"/acme_redis\"", "\"/by_hand\""), ("\"c0ffee\"", "\"beef\"")])
        let sorted = StackContainers([two, one], stack.spec)
        #expect(sorted.services.map(\.container.name) == ["acme_redis"])
        #expect(sorted.surplus.map(\.name) == ["by_hand"] && sorted.others == [])
        let mending = Mending(
            stack, [two, one], images: [try ImageReference(one.image): "sha256:1"])
        #expect(mending.removed.map(\.container.name) == ["by_hand"])
        #expect(mending.lines.count == 1)
    }

    @Test func networksThatLeadElsewhereDiffer() throws {
        let data = try #require(stack.spec.network(.data))
        func state(
            _ isInternal: Bool, _ options: String, _ subnet: String, bridge: String? = nil
        ) throws -> [String] {
            let name = "\"com.docker.network.bridge.name\":\"\(bridge ?? data.bridge)\""
            return data.differences(
                try NetworkState.parse(
                    """
                    {"id":"aa","name":"\(data.name)","labels":{},"config":[{"Subnet":\
                    "\(subnet)"}],"setup":{"isInternal":\(isInternal),"options":{\(name)\(options)}}}
                    """)[0])
        }
        let subnet = "\(data.subnet)"
        #expect(try state(true, "", subnet) == [])
        #expect(
            try state(true, "", subnet, bridge: "br0") == [
                "com.docker.network.bridge.name is 'br0', recorded is \(data.bridge)"
            ])
        #expect(try state(false, "", subnet) == ["leads outside"])
        #expect(
            try state(true, "", "10.9.9.0/28") == [
                "has the addresses 10.9.9.0/28, recorded is \(subnet)"
            ])
        #expect(
            try state(true, ",\"com.docker.network.bridge.enable_icc\":\"false\"", subnet).count
                == 1)
    }
}
