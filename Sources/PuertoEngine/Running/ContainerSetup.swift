internal import PuertoCore

/// Tells what the engine lets a container use, mount and do, from the same answer as its state.
package struct ContainerSetup: Hashable, Sendable {
    /// Bytes of memory, and thousandths of a processor; 0 without a limit.
    package let memory: Int
    package let processor: Int
    /// The number of processes; 0 or less without a limit.
    package let processes: Int
    package let restartPolicy: String
    package let securityOptions: [String]
    package let isPrivileged: Bool
    /// Capabilities that it has beyond the usual ones, and those of the usual ones that it lacks,
    /// as in `CHOWN`, or `ALL`.
    package let capabilities: [String]
    package let dropped: [String]
    package let mounts: [Mount]
    package let command: [String]
    /// The number of its first process on this machine; 0 when it does not run.
    package let process: Int
    /// When it was started last, in RFC 3339.
    package let startedAt: String
    /// True when the kernel ended it for lack of memory.
    package let isOutOfMemory: Bool
    /// `starting`, `healthy` or `unhealthy`; `nil` without a health check.
    package let health: String?

    /// A volume or a folder of the machine that a container sees at a path.
    package struct Mount: Hashable, Sendable {
        /// `volume`, `bind` or `tmpfs`.
        package let kind: String
        /// The name of a volume; empty for a folder.
        package let name: String
        package let source: String
        package let path: String
        package let isWritable: Bool

        /// A volume that the engine made because the image declares one; its name is an id.
        package var isAnonymous: Bool {
            kind == "volume" && name.utf8.count == 64 && name.utf8.allSatisfy(\.isLowerHexDigit)
        }
    }

    /// The part of the template for `--format` of `docker inspect`. It names the keys of the
    /// engine's JSON; a container without a health check has no `Health`.
    static let template =
        "{\"memory\":{{json .HostConfig.Memory}},\"cpus\":{{json .HostConfig.NanoCpus}},"
        + "\"quota\":{{json .HostConfig.CpuQuota}},\"period\":{{json .HostConfig.CpuPeriod}},"
        + "\"processes\":{{json .HostConfig.PidsLimit}},"
        + "\"restart\":{{json .HostConfig.RestartPolicy.Name}},"
        + "\"security\":{{json .HostConfig.SecurityOpt}},"
        + "\"privileged\":{{json .HostConfig.Privileged}},"
        + "\"capabilities\":{{json .HostConfig.CapAdd}},"
        + "\"dropped\":{{json .HostConfig.CapDrop}},\"mounts\":{{json .Mounts}},"
        + "\"command\":{{json .Config.Cmd}},\"process\":{{json .State.Pid}},"
        + "\"started\":{{json .State.StartedAt}},\"outOfMemory\":{{json .State.OOMKilled}},"
        + "\"health\":{{with index .State \"Health\"}}{{json .Status}}{{else}}null{{end}}}"
}

extension ContainerSetup: Decodable {
    package init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: Keys.self)
        memory = try keys.decodeIfPresent(Int.self, forKey: .memory) ?? 0
        processor = ContainerSetup.processor(
            billionths: try keys.decodeIfPresent(Int.self, forKey: .cpus) ?? 0,
            quota: try keys.decodeIfPresent(Int.self, forKey: .quota) ?? 0,
            period: try keys.decodeIfPresent(Int.self, forKey: .period) ?? 0)
        processes = try keys.decodeIfPresent(Int.self, forKey: .processes) ?? 0
        restartPolicy = try keys.decodeIfPresent(String.self, forKey: .restart) ?? ""
        securityOptions = try keys.decodeIfPresent([String].self, forKey: .security) ?? []
        isPrivileged = try keys.decodeIfPresent(Bool.self, forKey: .privileged) ?? false
        // Engines accept both spellings, and some write the long one.
        let short = { (names: [String]) in
            names.map { $0.hasPrefix("CAP_") ? String($0.dropFirst(4)) : $0 }.sorted()
        }
        capabilities = short(
            try keys.decodeIfPresent([String].self, forKey: .capabilities) ?? [])
        dropped = short(try keys.decodeIfPresent([String].self, forKey: .dropped) ?? [])
        mounts = try keys.decodeIfPresent([Mount].self, forKey: .mounts) ?? []
        command = try keys.decodeIfPresent([String].self, forKey: .command) ?? []
        process = try keys.decodeIfPresent(Int.self, forKey: .process) ?? 0
        startedAt = try keys.decodeIfPresent(String.self, forKey: .started) ?? ""
        isOutOfMemory = try keys.decodeIfPresent(Bool.self, forKey: .outOfMemory) ?? false
        health = try keys.decodeIfPresent(String.self, forKey: .health)
    }

    /// The engine keeps `--cpus` in billionths, or a quota of microseconds in each period.
    private static func processor(billionths: Int, quota: Int, period: Int) -> Int {
        guard billionths == 0 else { return (billionths + 500_000) / 1_000_000 }
        // The kernel's own period is a tenth of a second.
        let period = period > 0 ? period : 100_000
        return quota > 0 ? (quota * 1000 + period / 2) / period : 0
    }

    private enum Keys: String, CodingKey {
        case memory, cpus, quota, period, processes, restart, security, privileged, capabilities
        case dropped, mounts, command
        case process, started, outOfMemory, health
    }
}

extension ContainerSetup.Mount: Decodable {
    package init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: Keys.self)
        kind = try keys.decode(String.self, forKey: .kind)
        name = try keys.decodeIfPresent(String.self, forKey: .name) ?? ""
        source = try keys.decodeIfPresent(String.self, forKey: .source) ?? ""
        path = try keys.decode(String.self, forKey: .path)
        isWritable = try keys.decodeIfPresent(Bool.self, forKey: .isWritable) ?? true
    }

    // The keys are the engine's own names.
    private enum Keys: String, CodingKey {
        case kind = "Type"
        case name = "Name"
        case source = "Source"
        case path = "Destination"
        case isWritable = "RW"
    }
}
