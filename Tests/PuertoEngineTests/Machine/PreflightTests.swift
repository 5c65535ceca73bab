import PuertoCore
import TestSupport
import Testing

@testable import PuertoEngine

@Suite struct PreflightTests {
    /// The preflight of an empty machine with room.
    static func make() throws -> Preflight {
        var preflight = Preflight(spec: try .make(), settings: .standard)
        preflight.memory = (available: 4000, total: 8000)
        preflight.disk = 50
        return preflight
    }

    /// The stack's own container of PostgreSQL.
    static func own(status: String = "running") throws -> ContainerState {
        try .make(
            "acme_postgres", status: status, labels: try StackIdentity.make().labelled,
            published: ["127.0.0.1:5435"])
    }

    /// Returns the message and the hint of the only problem.
    private func problem(_ change: (inout Preflight) throws -> Void) throws -> String {
        var preflight = try Self.make()
        try change(&preflight)
        #expect(preflight.problems.count == 1)
        return message { try preflight.check() } ?? ""
    }

    @Test func nothingIsWrongWithAnEmptyMachine() throws {
        let preflight = try Self.make()
        #expect(preflight.problems == [])
        try preflight.check()
        #expect(
            preflight.summary == "ports 8003, 5435, 6382; memory 656 MiB needed, 4000 of 8000 "
                + "available, 1024 kept; disk 50 GiB free, 5 kept; addresses 10.213.0.192/28 "
                + "and 2 more")
    }

    @Test func aStrangersContainerOfTheName() throws {
        #expect(
            try problem { $0.containers = [try .make("acme_redis", status: "exited")] }
                == "a container named 'acme_redis' already exists and is not Puerto's (rename or remove "
                + "it by hand, or give this client's another name: puerto tenant edit acme "
                + "--container KIND=NAME)")
    }

    @Test func aContainerComposeWouldTakeForItsOwn() throws {
        let labels = ["com.docker.compose.project": "puerto-01234567-7"]
        #expect(
            try problem { $0.containers = [try .make("other", labels: labels)] }
                == "the container 'other' belongs to the Compose project 'puerto-01234567-7' and "
                + "lacks Puerto's labels (remove it by hand: Puerto touches nothing without its "
                + "labels)")
    }

    @Test(arguments: ["127.0.0.1:8003", ":8003", "0.0.0.0:8003", ":::8003", "10.1.2.3:8003"])
    func aPortAnotherContainerPublishesRunningOrNot(published: String) throws {
        for status in ["running", "exited"] {
            #expect(
                try problem {
                    $0.containers = [try .make("web", status: status, published: [published])]
                }
                    == "port 8003 belongs to the container 'web' (stop publishing it there, or "
                    + "move this client to another slot)")
        }
    }

    @Test func aLongerPortWithTheSameEndIsAnother() throws {
        var preflight = try Self.make()
        preflight.containers = [try .make("web", published: ["0.0.0.0:18003"])]
        #expect(preflight.problems == [])
    }

    @Test func aPortAnotherProcessListensOn() throws {
        #expect(
            try problem { $0.listening = [22, 6382] }
                == "port 6382 is in use by another process (ss -ltnp 'sport = :6382' names it; end "
                + "it, or move this client to another slot)")
        // The own container is stopped, so another process has the port.
        #expect(
            try problem {
                $0.containers = [try Self.own(status: "exited")]
                $0.listening = [5435]
            }.hasPrefix("port 5435 is in use by another process"))
    }

    @Test func aVolumeWithoutLabels() throws {
        #expect(
            try problem { $0.foreignVolumes = ["puerto-01234567-7_redis"] }
                == "the volume 'puerto-01234567-7_redis' already exists without Puerto's labels (move "
                + "its data away and remove it by hand: Puerto takes over only its own volumes)")
    }

    @Test func tooLittleMemory() throws {
        #expect(
            try problem { $0.memory = (available: 1679, total: 8000) }
                == "the stack needs 656 MiB of memory: 1679 MiB are available, of which 1024 stay "
                + "free (suspend another client, add memory, or lower engine.memory_reserve_mb or "
                + "raise engine.overcommit in puerto.yaml)")
        var enough = try Self.make()
        enough.memory = (available: 1680, total: 8000)
        #expect(enough.problems == [])
    }

    @Test func tooLittleDisk() throws {
        #expect(
            try problem { $0.disk = 5 }
                == "5 GiB are free on the disk, of which 5 stay free (make room, or lower "
                + "engine.disk_reserve_gb in puerto.yaml)")
        var enough = try Self.make()
        enough.disk = 6
        #expect(enough.problems == [])
    }

    /// Images and volumes may lie on another disk than the workspace.
    @Test func tooLittleDiskWhereTheEngineKeepsItsVolumes() throws {
        #expect(
            try problem { $0.engineDisk = ("/var/lib/docker", 5) }
                == "5 GiB are free on the disk of /var/lib/docker, where the engine keeps images "
                + "and volumes, of which 5 stay free (make room there, or lower "
                + "engine.disk_reserve_gb in puerto.yaml)")
        var enough = try Self.make()
        enough.engineDisk = ("/var/lib/docker", 6)
        #expect(enough.problems == [])
        #expect(enough.summary.contains("disk 50 GiB free, 5 kept; /var/lib/docker 6 GiB free;"))
        // One disk for both is one problem.
        enough.disk = 3
        enough.engineDisk = ("/var/lib/docker", 3)
        #expect(enough.problems.count == 1)
    }

    @Test func aMissingImage() throws {
        #expect(
            try problem { $0.missingImages = [try ImageReference("redis:7.4.4")] }
                == "the image 'redis:7.4.4' is missing and cannot be pulled (check its name "
                + "under engine.images in puerto.yaml, and docker pull redis:7.4.4)")
    }

    @Test func severalProblemsAreToldAtOnceWithTheFirstOnesCodeAndHint() throws {
        var preflight = try Self.make()
        preflight.listening = [8003, 5435]
        preflight.memory = (available: 0, total: 0)
        preflight.disk = 0
        preflight.missingImages = [try ImageReference("redis:7.4.4")]
        #expect(
            preflight.problems.map(\.code) == [
                .conflict, .conflict, .exhausted, .exhausted, .notFound,
            ])
        #expect(code { try preflight.check() } == .conflict)
        #expect(
            message { try preflight.check() }
                == "port 8003 is in use by another process; port 5435 is in use by another "
                + "process; the stack needs 656 MiB of memory: 0 MiB are available, of which 1024 "
                + "stay free; 0 GiB are free on the disk, of which 5 stay free; the image "
                + "'redis:7.4.4' is missing and cannot be pulled (ss -ltnp 'sport = :8003' names "
                + "it; end it, or move this client to another slot)")
    }

    @Test func itsOwnRunningStackIsNoProblem() throws {
        var preflight = try Self.make()
        preflight.containers = [try Self.own()]
        preflight.listening = [5435]
        preflight.memory = (available: 0, total: 8000)
        preflight.disk = 5
        #expect(preflight.problems == [] && preflight.need == 0)
    }
}
