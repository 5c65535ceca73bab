import PuertoCore
import PuertoSite
import TestSupport
import Testing

/// `engine:` of `puerto.yaml`.
@Suite struct EngineSectionTests {
    static func parse(_ text: String) throws -> EngineSettings {
        try ConfigurationFileTests.parse(ConfigurationFileTests.agency + text).engine
    }

    @Test(arguments: ["", "engine:\n", "engine: {}\n", "engine: {images: {}}\n"])
    func whatIsLeftOutIsAsUsual(text: String) throws {
        #expect(try Self.parse(text) == .standard)
    }

    @Test func theUsualIsThis() {
        let usual = EngineSettings.standard
        #expect(usual.exposure == .loopback && usual.subnets.description == "10.213.0.0/16")
        #expect(usual.memoryReserve == 1024 && usual.diskReserve == 5)
        #expect(usual.diskInterval == 300)
        #expect(usual.overcommit == 4 && usual.patience == 300)
        #expect(usual.probeInterval == 60 && usual.firewall == .auto)
        #expect(usual.jobRetention == 30 && !usual.sendsTelemetry)
    }

    @Test func everyKeyIsRead() throws {
        let settings = try Self.parse(
            """
            engine:
              images:
                windmill: registry.example:5000/windmill:1.700.0
                postgres: postgres:16.10
                redis: redis:7.4.5
              allow: [docker.io/valkey/valkey, ghcr.io/windmill-labs/*]
              expose: none
              subnets: 10.77.0.0/16
              firewall: off
              memory_reserve_mb: 0
              disk_reserve_gb: 1000000
              overcommit: 100
              patience_s: 86400
              probe_interval_s: 0
              disk_interval_s: 0
              job_retention_days: 7
              telemetry: true
            """)
        var wanted = EngineSettings(
            images: [
                .windmill: try ImageReference("registry.example:5000/windmill:1.700.0"),
                .postgres: try ImageReference("postgres:16.10"),
                .redis: try ImageReference("redis:7.4.5"),
            ], exposure: .none, subnets: try SubnetPool("10.77.0.0/16"), memoryReserve: 0,
            diskReserve: 1_000_000, overcommit: 100, patience: 86400, probeInterval: 0,
            diskInterval: 0)
        wanted.firewall = .off
        (wanted.jobRetention, wanted.sendsTelemetry) = (7, true)
        wanted.allow = [
            try ImagePattern("docker.io/valkey/valkey"),
            try ImagePattern("ghcr.io/windmill-labs/*"),
        ]
        #expect(settings == wanted)
    }

    @Test func anImageThatIsNotNamedIsTheUsualOne() throws {
        var wanted = EngineSettings.standard
        wanted.images[.redis] = try ImageReference("redis:8.0")
        #expect(try Self.parse("engine: {images: {redis: 'redis:8.0'}}\n") == wanted)
    }

    @Test(arguments: [
        ("3", "'engine' is the text '3' (a mapping of keys is wanted here)"),
        ("{imagse: {}}", "unknown key 'imagse' (did you mean 'images'?)"),
        ("{images: [a]}", "'images' is a list (a mapping of keys is wanted here)"),
        ("{images: {worker: 'x:1'}}", "unknown key 'worker'"),
        ("{images: {redis: 'redis:latest'}}", "the image 'redis:latest' is not pinned"),
        ("{images: {redis: '-x:1'}}", "'-x:1' is not an image"),
        ("{allow: redis}", "'allow' is the text 'redis' (a list is wanted here)"),
        ("{allow: ['redis:7']}", "'redis:7' is not a name of images"),
        ("{allow: [redis, redis]}", "image 'redis' is there twice"),
        ("{expose: world}", "'expose' is 'world' (one of loopback, none)"),
        ("{subnets: 10.77.0.0/24}", "'10.77.0.0/24' is not a range for the networks"),
        ("{subnets: 8.8.0.0/16}", "'8.8.0.0/16' is not a range for the networks"),
        ("{firewall: on}", "'firewall' is 'on' (one of auto, required, off)"),
        ("{memory_reserve_mb: -1}", "'memory_reserve_mb' is -1 (from 0 to 10000000)"),
        ("{disk_reserve_gb: 1000001}", "'disk_reserve_gb' is 1000001 (from 0 to 1000000)"),
        ("{overcommit: 0}", "'overcommit' is 0 (from 1 to 100)"),
        ("{overcommit: 1.5}", "'1.5' is not a whole number"),
        ("{patience_s: 0}", "'patience_s' is 0 (from 1 to 86400)"),
        ("{disk_interval_s: -1}", "'disk_interval_s' is -1 (from 0 to 86400)"),
        ("{job_retention_days: 31}", "'job_retention_days' is 31 (from 1 to 30)"),
        ("{telemetry: maybe}", "'telemetry' is 'maybe' (one of true, false)"),
        ("{probe_interval_s: -1}", "'probe_interval_s' is -1 (from 0 to 86400)"),
    ])
    func mistakesAreNamedWithTheirLine(text: String, start: String) {
        let found = message { try Self.parse("engine: \(text)\n") }
        #expect(found?.hasPrefix("puerto.yaml:2: " + start) == true, "\(found ?? "nothing thrown")")
    }

    @Test func severalMistakesAreToldAtOnceEachWithItsLine() {
        let found = message {
            try Self.parse(
                "engine:\n  images:\n    redis: x\n  expose: y\n  subnets: z\n  overcommit: 0\n  q: 1\n"
            )
        }
        let places = found?.split(separator: "\n").map { String($0.prefix("puerto.yaml:4".count)) }
        #expect(
            places == [
                "puerto.yaml:4", "puerto.yaml:5", "puerto.yaml:6", "puerto.yaml:7", "puerto.yaml:8",
            ])
    }
}
