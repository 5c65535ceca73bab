internal import PuertoCore

extension ConfigurationFile {
    static func plans(_ root: inout YAMLMap) throws -> [PricingPlan] {
        var seen = Doubles("plan")
        return try root.list("plans").map { value in
            var map = try value.map()
            let id = try map.parsed("id") { try String.word($0, called: "plan id") }
            try seen.add(id, map.value("id"))
            let name = try map.line("name")
            let monthly = try map.int("monthly", in: 0...1_000_000_000_000)
            let limits = try limits(&map)
            try map.finish()
            return PricingPlan(id: id, name: name, monthly: monthly, limits: limits)
        }
    }

    private static func limits(_ plan: inout YAMLMap) throws -> PricingPlan.Limits {
        guard var map = try plan.optionalMap("limits") else { return PricingPlan.Limits() }
        let range = 1...1_000_000_000
        let limits = PricingPlan.Limits(
            cpus: try map.optionalParsed("cpus", cpus),
            memoryMB: try map.optionalInt("memory_mb", in: range),
            diskGB: try map.optionalInt("disk_gb", in: range),
            users: try map.optionalInt("users", in: range),
            jobsPerMonth: try map.optionalInt("jobs_per_month", in: range))
        try map.finish()
        return limits
    }

    private static func cpus(_ text: String) throws -> Double {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isShaped =
            parts.count <= 2
            && parts.allSatisfy { Int(digits: $0, upTo: 6) != nil }
        guard isShaped, let number = Double(text), number > 0 else {
            throw PuertoError(
                .invalid, "\(PuertoError.quote(text)) is not a number of processors",
                hint: "as in 2 or 0.5")
        }
        return number
    }
}
