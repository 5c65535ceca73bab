internal import PuertoCore

extension ConfigurationFile {
    /// The settings of the engine; a missing key means the standard value.
    static func engine(_ root: inout YAMLMap) throws -> EngineSettings {
        var settings = EngineSettings.standard
        guard var map = try root.optionalMap("engine") else { return settings }
        var errors = ErrorCollector()
        _ = try errors.attempt {
            let own = try images(&map)
            settings.images.merge(own) { $1 }
        }
        _ = try errors.attempt { settings.allow = try allowed(&map) }
        _ = try errors.attempt {
            settings.exposure = try map.optionalEnumeration("expose") ?? settings.exposure
        }
        _ = try errors.attempt {
            settings.subnets =
                try map.optionalParsed("subnets", SubnetPool.init(_:)) ?? settings.subnets
        }
        _ = try errors.attempt {
            settings.firewall = try map.optionalEnumeration("firewall") ?? settings.firewall
        }
        _ = try errors.attempt { try limits(&map, &settings) }
        _ = try errors.attempt { try windmill(&map, &settings) }
        _ = try errors.attempt { try map.finish() }
        try errors.finish()
        return settings
    }

    private static func allowed(_ map: inout YAMLMap) throws -> [ImagePattern] {
        var seen = Doubles(.image)
        return try map.list("allow").map { value in
            let pattern = try YAMLMap.parse(value, ImagePattern.init(_:))
            try seen.add(pattern.text, value)
            return pattern
        }
    }

    /// The images under `images`, in `puerto.yaml` and in a tenant's `stack`.
    static func images(_ parent: inout YAMLMap) throws -> [ServiceKind: ImageReference] {
        guard var map = try parent.optionalMap("images") else { return [:] }
        var images: [ServiceKind: ImageReference] = [:]
        for kind in ServiceKind.pictured {
            images[kind] = try map.optionalParsed(kind.rawValue, ImageReference.init(_:))
        }
        try map.finish()
        return images
    }

    private enum Choice: String, CaseIterable {
        case on = "true"
        case off = "false"
    }

    private static func windmill(_ map: inout YAMLMap, _ settings: inout EngineSettings) throws {
        settings.jobRetention =
            try map.optionalInt("job_retention_days", in: 1...30) ?? settings.jobRetention
        let telemetry: Choice? = try map.optionalEnumeration("telemetry")
        settings.sendsTelemetry = telemetry.map { $0 == .on } ?? settings.sendsTelemetry
    }

    private static func limits(_ map: inout YAMLMap, _ settings: inout EngineSettings) throws {
        let (memory, disk) = (0...10_000_000, 0...1_000_000)
        settings.memoryReserve =
            try map.optionalInt("memory_reserve_mb", in: memory) ?? settings.memoryReserve
        settings.diskReserve =
            try map.optionalInt("disk_reserve_gb", in: disk) ?? settings.diskReserve
        settings.overcommit = try map.optionalInt("overcommit", in: 1...100) ?? settings.overcommit
        settings.patience = try map.optionalInt("patience_s", in: 1...86400) ?? settings.patience
        settings.probeInterval =
            try map.optionalInt("probe_interval_s", in: 0...86400) ?? settings.probeInterval
        settings.diskInterval =
            try map.optionalInt("disk_interval_s", in: 0...86400) ?? settings.diskInterval
    }
}
