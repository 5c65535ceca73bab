internal import PuertoCore

extension ConfigurationFile {
    static func ports(_ root: inout YAMLMap) throws -> PortRule {
        guard var map = try root.optionalMap("ports") else { return .standard }
        let usual = PortRule.standard
        let app = try map.optionalInt("app", in: 1...65535) ?? usual.app
        let postgres = try map.optionalInt("postgres", in: 1...65535) ?? usual.postgres
        let redis = try map.optionalInt("redis", in: 1...65535) ?? usual.redis
        var skip: [Int: String] = [:]
        var seen = Doubles(.slot)
        for value in try map.list("skip") {
            let (slot, reason) = try skipped(value)
            try seen.add(String(slot.number), value)
            skip[slot.number] = reason
        }
        try map.finish()
        do {
            return try PortRule(app: app, postgres: postgres, redis: redis, skip: skip)
        } catch let error as PuertoError {
            throw error.at(map.place)
        }
    }

    private static func skipped(_ value: YAMLValue) throws -> (Slot, String) {
        guard var map = try? value.map() else {
            return (try slot(value), "kept free by puerto.yaml")
        }
        let slot = try slot(map.value("slot"))
        let reason = try map.line("reason")
        try map.finish()
        return (slot, reason)
    }

    static func slot(_ value: YAMLValue) throws -> Slot {
        do {
            return try Slot(value.int())
        } catch let error as PuertoError {
            throw error.at(value.place)
        }
    }
}
