import PuertoCore
import TestSupport
import Testing

@testable import PuertoEngine

@Suite struct ContainerSetupTests {
    /// What Docker 20.10 prints for the template.
    private static let answer = """
        {"id":"4f1c","name":"/acme_redis","status":"exited","exitCode":137,"restarts":4,\
        "image":"redis:7.4.4","imageID":"sha256:ab","labels":{},"bindings":{},\
        "networks":{"n_data":{"IPAddress":""},"n_door":{"IPAddress":""}},"setup":{\
        "memory":67108864,"cpus":500000000,"processes":128,"restart":"unless-stopped",\
        "security":["no-new-privileges:true"],"privileged":false,"capabilities":null,\
        "mounts":[{"Type":"volume","Name":"p_redis","Source":"/var/lib/docker/volumes/p_redis/_data",\
        "Destination":"/data","Driver":"local","Mode":"rw","RW":true,"Propagation":""},\
        {"Type":"bind","Source":"/w/stacks/acme/secrets/redis.conf","Destination":\
        "/run/secrets/redis.conf","Mode":"","RW":false,"Propagation":"rprivate"}],\
        "command":["redis-server"],"process":0,"started":"2026-11-28T17:38:30.39Z",\
        "outOfMemory":true,"health":null}}
        """

    @Test func whatDockerSaysIsRead() throws {
        let state = try ContainerState.parse(Self.answer)[0]
        let setup = try #require(state.setup)
        #expect(state.networks == ["n_data", "n_door"] && state.addresses == [:])
        #expect(setup.memory == 64 << 20 && setup.processor == 500 && setup.processes == 128)
        #expect(setup.isOutOfMemory && setup.health == nil && setup.process == 0)
        #expect(setup.mounts.map(\.kind) == ["volume", "bind"])
        #expect(setup.mounts.map(\.isWritable) == [true, false])
        #expect(setup.mounts.map(\.isAnonymous) == [false, false])
    }

    @Test func nullsAreNoLimits() throws {
        let text = Self.answer.replacing("\"processes\":128", with: "\"processes\":null")
            .replacing("[\"no-new-privileges:true\"]", with: "null")
        let setup = try #require(try ContainerState.parse(text)[0].setup)
        #expect(setup.processes == 0 && setup.securityOptions == [])
    }

    @Test func anEngineThatDoesNotSayIsNotAsked() throws {
        #expect(try ContainerState.make("x").setup == nil)
        #expect(try NetworkState.make("n").setup == nil)
    }

    @Test func aNetworkSaysWhereItLeads() throws {
        let state = try NetworkState.parse(
            """
            {"id":"aa","name":"n","labels":{},"config":[],"setup":{"isInternal":true,\
            "options":{"com.docker.network.bridge.enable_icc":"false"}}}
            """)[0]
        #expect(state.setup?.isInternal == true)
        #expect(state.setup?.options == ["com.docker.network.bridge.enable_icc": "false"])
    }

    @Test(arguments: [
        ("timeout expired", true, false), ("Resource temporarily unavailable", true, false),
        ("connection refused", false, false),
        ("FATAL: the database system is starting up", false, false),
        ("FATAL: database \"windmill\" does not exist", false, true),
        ("could not open file \"base/5/1259\": No such file or directory", false, true),
    ])
    func aServersWordsSayWhatIsWrong(reason: String, isSilent: Bool, isLoss: Bool) {
        let answer = LoginAnswer.unreachable(reason)
        #expect(answer.isSilent == isSilent && answer.isLoss == isLoss)
        #expect(!LoginAnswer.wrongPassword.isLoss && !LoginAnswer.accepted.isSilent)
    }
}
