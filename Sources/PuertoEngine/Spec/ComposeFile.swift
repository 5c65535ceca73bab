internal import PuertoCore

/// A stack as a Compose file (Compose Specification, without `version`). The same stack gives the
/// same bytes, and a person can read and run the file without Puerto.
package struct ComposeFile {
    private let spec: StackSpec
    private var out = ""

    package static func text(of spec: StackSpec) -> String {
        var file = ComposeFile(spec: spec)
        file.write()
        return file.out
    }

    /// The file `.env`, which Compose reads beside its file: a person who runs Compose by hand need
    /// not name the project.
    package static func environment(of spec: StackSpec) -> String {
        "COMPOSE_PROJECT_NAME=\(spec.identity.project)\n"
    }

    private init(spec: StackSpec) { self.spec = spec }
}

extension ComposeFile {
    private mutating func write() {
        line(
            0,
            "# The stack of \(spec.tenant.slug), in slot \(spec.tenant.slot.number). Written by puerto from its record:"
        )
        line(
            0,
            "# puerto doctor finds what was changed here by hand, puerto reconcile writes it anew.")
        line(0, "# By hand, in this folder: docker compose up -d (or docker-compose).")
        if let text = spec.limits.note { line(0, "# \(text)") }
        line(0, "")
        line(0, "services:")
        for service in spec.services { write(service) }
        line(0, "")
        line(0, "networks:")
        for network in spec.networks { write(network) }
        line(0, "")
        line(0, "volumes:")
        for volume in spec.volumes {
            line(1, "\(volume.role.rawValue):")
            line(2, "name: \(volume.name)")
            // Compose refuses to start without an external volume, where it would make another one.
            if volume.isHeld { line(2, "external: true") } else { writeLabels(2, nil) }
        }
        line(0, "")
        line(0, "secrets:")
        for name in SecretFile.Name.allCases
        where spec.services.contains(where: { $0.secrets.contains(name) }) {
            line(1, "\(name.rawValue):")
            line(2, "file: ./secrets/\(name.rawValue)")
        }
    }

    private mutating func write(_ service: ServiceSpec) {
        line(1, "\(service.kind.rawValue):")
        // YAML might read a name as a number.
        line(2, "container_name: \(ComposeFile.quoted(service.container))")
        line(2, "image: \(ComposeFile.quoted(service.image.text))")
        if !service.command.isEmpty { line(2, "command: \(list(service.command))") }
        if !service.environment.isEmpty {
            line(2, "environment:")
            for pair in service.environment {
                line(3, "\(pair.name): \(ComposeFile.quoted(pair.value))")
            }
        }
        if !service.secrets.isEmpty {
            line(2, "secrets: \(list(service.secrets.map(\.rawValue)))")
        }
        line(2, "networks: [\(service.networks.map(\.rawValue).joined(separator: ", "))]")
        if let port = service.published {
            line(2, "ports:")
            line(3, "- \(ComposeFile.quoted("127.0.0.1:\(port.host):\(port.container)"))")
        }
        if !service.volumes.isEmpty { line(2, "volumes:") }
        for mount in service.volumes { line(3, "- \(mount.volume.rawValue):\(mount.path)") }
        if !service.dependsOn.isEmpty {
            line(2, "depends_on: [\(service.dependsOn.map(\.rawValue).joined(separator: ", "))]")
        }
        writeLimits(of: service)
        writeHealthCheck(of: service)
        writeLabels(2, service.kind)
        if let version = service.databaseVersion {
            line(3, "\(StackIdentity.Label.password): \"\(version)\"")
        }
    }

    private mutating func writeLimits(of service: ServiceSpec) {
        line(2, "mem_limit: \(service.memory)m")
        line(2, "mem_reservation: \(service.memory / 4)m")
        // docker-compose 1.29 refuses some numbers under `cpus`, such as 2.01 and 0.067.
        if let processor = service.processor {
            line(2, "cpu_period: 100000")
            line(2, "cpu_quota: \(processor * 100)")
        }
        line(2, "pids_limit: \(service.processes)")
        line(2, "security_opt: [\"no-new-privileges:true\"]")
        line(2, "cap_drop: [\"ALL\"]")
        if !service.capabilities.isEmpty { line(2, "cap_add: \(list(service.capabilities))") }
        line(2, "restart: unless-stopped")
        line(2, "stop_grace_period: \(service.grace)s")
        line(2, "logging:")
        line(3, "driver: json-file")
        line(3, "options: {max-size: \"10m\", max-file: \"3\"}")
    }

    /// The interval is long: each check is a process in the container, and a fleet has hundreds.
    /// Puerto itself asks on its own while it waits.
    private mutating func writeHealthCheck(of service: ServiceSpec) {
        guard !service.healthCheck.isEmpty else { return }
        line(2, "healthcheck:")
        line(3, "test: \(list(service.healthCheck))")
        line(3, "interval: 60s")
        line(3, "timeout: 10s")
        line(3, "retries: 3")
        line(3, "start_period: 120s")
    }

    private mutating func write(_ network: NetworkSpec) {
        line(1, "\(network.role.rawValue):")
        line(2, "name: \(network.name)")
        if network.isInternal { line(2, "internal: true") }
        if !network.options.isEmpty { line(2, "driver_opts:") }
        for (name, value) in network.options.sorted(by: { $0.key < $1.key }) {
            line(3, "\(name): \"\(value)\"")
        }
        line(2, "ipam:")
        line(3, "config:")
        line(4, "- subnet: \(network.subnet)")
        writeLabels(2, nil)
    }

    private mutating func writeLabels(_ depth: Int, _ kind: ServiceKind?) {
        line(depth, "labels:")
        for (name, value) in spec.identity.labels {
            line(depth + 1, "\(name): \(ComposeFile.quoted(value))")
        }
        if let kind { line(depth + 1, "\(StackIdentity.Label.service): \(kind.rawValue)") }
    }
}

extension ComposeFile {
    private mutating func line(_ depth: Int, _ text: String) {
        out += String(repeating: "  ", count: text.isEmpty ? 0 : depth) + text + "\n"
    }

    private func list(_ items: [String]) -> String {
        "[\(items.map(ComposeFile.quoted).joined(separator: ", "))]"
    }

    /// Quotes a YAML text. Compose replaces nothing in it: a dollar sign is written twice.
    static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "$": out += "$$"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                out += "\\x" + Hex.text([UInt8(truncatingIfNeeded: scalar.value)]).uppercased()
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}
