import PuertoCore
import TestSupport
import Testing
import Yams

@testable import PuertoEngine

/// Stack files as another YAML reader sees them.
@Suite struct ComposeFileTests {
    typealias Map = [String: Any]

    static let specs: [@Sendable () throws -> StackSpec] = [
        { try .make() }, { try .unusual() },
        {
            try .make(
                .make("x", slot: 64, stack: StackOptions(profile: .normal, exposure: .loopback)),
                row: 1, plan: PricingPlan(id: "p", name: "P", monthly: 1, limits: .init(cpus: 2)))
        },
    ]

    private func map(_ value: Any?) throws -> Map { try #require(value as? Map) }

    private func file(_ spec: StackSpec) throws -> Map {
        try map(try Yams.load(yaml: ComposeFile.text(of: spec)))
    }

    private func services(_ file: Map) throws -> [String: Map] {
        try #require(file["services"] as? [String: Map])
    }

    @Test(arguments: specs) func theSameStackGivesTheSameBytes(
        spec: @Sendable () throws -> StackSpec
    ) throws {
        #expect(ComposeFile.text(of: try spec()) == ComposeFile.text(of: try spec()))
    }

    @Test(arguments: specs) func everyServiceIsLimitedAndConfined(
        spec: @Sendable () throws -> StackSpec
    ) throws {
        let spec = try spec()
        let services = try services(file(spec))
        #expect(Set(services.keys) == Set(spec.services.map(\.kind.rawValue)))
        for (name, service) in services {
            let wanted = try #require(ServiceKind(rawValue: name).flatMap(spec.service))
            #expect(service["container_name"] as? String == wanted.container)
            #expect(service["mem_limit"] as? String == "\(wanted.memory)m")
            #expect(service["pids_limit"] as? Int == wanted.processes && wanted.processes > 0)
            #expect(service["cpu_quota"] as? Int == wanted.processor.map { $0 * 100 })
            #expect(service["cpu_period"] as? Int == wanted.processor.map { _ in 100_000 })
            #expect(service["security_opt"] as? [String] == ["no-new-privileges:true"])
            #expect(service["cap_drop"] as? [String] == ["ALL"])
            // None of these leads out of a container.
            let added = Set(service["cap_add"] as? [String] ?? [])
            #expect(added.isSubset(of: ["CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"]))
            #expect(service["restart"] as? String == "unless-stopped")
            #expect(service["stop_grace_period"] as? String == "\(wanted.grace)s")
            let logging = try map(service["logging"])
            #expect(logging["driver"] as? String == "json-file")
            #expect(
                logging["options"] as? [String: String] == ["max-size": "10m", "max-file": "3"])
            for key in ["privileged", "network_mode", "pid", "ipc", "devices", "user"] {
                #expect(service[key] == nil, "\(name) has \(key)")
            }
        }
    }

    @Test(arguments: specs) func onlyThisMachineReachesWhatIsPublished(
        spec: @Sendable () throws -> StackSpec
    ) throws {
        let spec = try spec()
        let ports = try services(file(spec)).values.flatMap { $0["ports"] as? [String] ?? [] }
        #expect(ports.allSatisfy { $0.hasPrefix("127.0.0.1:") })
        #expect(
            Set(ports.compactMap { $0.split(separator: ":").dropFirst().first.flatMap { Int($0) } })
                == Set(spec.ports))
        let text = ComposeFile.text(of: spec)
        for word in ["docker.sock", "privileged", "network_mode", "0.0.0.0", "build:", "env_file"] {
            #expect(!text.contains(word), "\(word)")
        }
    }

    @Test(arguments: specs) func everythingIsLabelledAndNamed(
        spec: @Sendable () throws -> StackSpec
    ) throws {
        let spec = try spec()
        let file = try file(spec)
        for part in ["services", "networks", "volumes"] {
            for (name, object) in try #require(file[part] as? [String: Map]) {
                let labels = try #require(object["labels"] as? Map).mapValues { "\($0)" }
                #expect(
                    labels.filter {
                        $0.key != "puerto.service" && $0.key != "puerto.password-version"
                    }
                        == spec.identity.labelled, "\(part) \(name)")
                #expect(labels["puerto.service"] == (part == "services" ? name : nil))
                guard part != "services" else { continue }
                #expect(object["name"] as? String == "\(spec.identity.project)_\(name)")
            }
        }
        let data = try map(map(file["networks"])["data"])
        #expect(data["internal"] as? Bool == true)
    }

    @Test(arguments: specs) func secretsAreFilesAndNothingElse(
        spec: @Sendable () throws -> StackSpec
    ) throws {
        let file = try file(try spec())
        let secrets = try #require(file["secrets"] as? [String: [String: String]])
        #expect(secrets.allSatisfy { $0.value == ["file": "./secrets/\($0.key)"] })
        var used: Set<String> = []
        for (name, service) in try services(file) {
            used.formUnion(service["secrets"] as? [String] ?? [])
            for (variable, value) in service["environment"] as? Map ?? [:]
            where variable.contains("PASSWORD") || variable.contains("DATABASE_URL") {
                #expect(variable.hasSuffix("_FILE"), "\(name) has \(variable)")
                #expect("\(value)".hasPrefix("/run/secrets/"))
            }
        }
        #expect(used == Set(secrets.keys))
    }
}
