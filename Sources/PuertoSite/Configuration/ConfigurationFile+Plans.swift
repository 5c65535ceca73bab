internal import PuertoCore

extension ConfigurationFile {
    /// Reads the plans. Without a currency, which is an error of its own, prices are not read.
    static func plans(_ root: inout YAMLMap, _ currency: Currency?) throws -> [PricingPlan] {
        var seen = Doubles("plan")
        return try root.list("plans").map { value in
            var map = try value.map()
            let id = try map.parsed("id") { try String.word($0, called: "plan id") }
            try seen.add(id, map.value("id"))
            let name = try map.line("name")
            let monthly = try monthly(&map, currency)
            let limits = try limits(&map)
            try map.finish()
            return PricingPlan(id: id, name: name, monthly: monthly, limits: limits)
        }
    }

    /// The price of a month in minor units: `price` as people write it, or `monthly`, the older key,
    /// which counts minor units. The keys differ so that no number means two amounts.
    private static func monthly(_ map: inout YAMLMap, _ currency: Currency?) throws -> Int {
        guard let old = map.optional("monthly") else {
            let price = try map.value("price")
            guard let currency else { return 0 }
            return try YAMLMap.parse(price) { try Money($0, currency: currency).minor }
        }
        guard map.optional("price") == nil else {
            throw old.invalid("both 'price' and 'monthly' are given", hint: "keep 'price'")
        }
        let text = try old.text()
        guard let minor = Int(digits: text.utf8, upTo: 13), minor <= Money.most else {
            throw old.invalid(
                "'monthly' is \(PuertoError.quote(text)), and counts whole minor units (cents)",
                hint: "write the amount as 'price:', as in price: 49.00")
        }
        return minor
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
