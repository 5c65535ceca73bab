internal import PuertoCore

extension ConfigurationFile {
    /// Reads the plans. Without a currency, which is an error of its own, prices are not read.
    /// A plan with which no stack starts leaves a remark.
    static func plans(
        _ root: inout YAMLMap, _ currency: Currency?, _ remarks: inout [PuertoError]
    ) throws -> [PricingPlan] {
        var seen = Doubles(.plan)
        return try root.list("plans").map { value in
            var map = try value.map()
            let id = try map.parsed("id") { try String.word($0, called: "plan id") }
            try seen.add(id, map.value("id"))
            let name = try map.line("name")
            let monthly = try monthly(&map, currency)
            let (limits, keys) = try limits(&map)
            try map.finish()
            if let keys { remarks += limits.remarks(on: id, keys) }
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
            throw old.invalid("both 'price' and 'monthly' are given", hint: "keep 'price'").spanish(
                "están 'price' y 'monthly'", hint: "deja 'price'")
        }
        let text = try old.text()
        guard let minor = Int(digits: text.utf8, upTo: 13), minor <= Money.most else {
            throw old.invalid(
                "'monthly' is \(PuertoError.quote(text)), and counts whole minor units (cents)",
                hint: "write the amount as 'price:', as in price: 49.00"
            ).spanish(
                "'monthly' es \(PuertoError.quote(text)), y cuenta unidades menores enteras (centavos o céntimos)",
                hint: "escribe el importe en 'price:', como price: 49.00")
        }
        return minor
    }

    private static func limits(_ plan: inout YAMLMap) throws -> (PricingPlan.Limits, YAMLMap?) {
        guard var map = try plan.optionalMap("limits") else { return (PricingPlan.Limits(), nil) }
        let range = 1...1_000_000_000
        let limits = PricingPlan.Limits(
            cpus: try map.optionalParsed("cpus", cpus),
            memoryMB: try map.optionalInt("memory_mb", in: range),
            diskGB: try map.optionalInt("disk_gb", in: range),
            users: try map.optionalInt("users", in: range),
            jobsPerMonth: try map.optionalInt("jobs_per_month", in: range))
        try map.finish()
        return (limits, map)
    }

    private static func cpus(_ text: String) throws -> Double {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isShaped =
            parts.count <= 2
            && parts.allSatisfy { Int(digits: $0, upTo: 6) != nil }
        guard isShaped, let number = Double(text), number > 0 else {
            throw PuertoError(
                .invalid, "\(PuertoError.quote(text)) is not a number of processors",
                hint: "as in 2 or 0.5"
            ).spanish(
                "\(PuertoError.quote(text)) no es un número de procesadores",
                hint: "como 2 o 0.5")
        }
        return number
    }
}

extension PricingPlan.Limits {
    /// Names the limits of a plan with which the services of a stack do not start, and those that
    /// are finer than what can be given.
    fileprivate func remarks(on plan: String, _ keys: YAMLMap) -> [PuertoError] {
        var remarks: [PuertoError] = []
        let least = StackLimits.least
        if let memoryMB, memoryMB < least.memory {
            remarks.append(
                tooLittle(
                    "memory_mb: \(memoryMB)", plan, "\(least.memory) MiB",
                    "memory_mb: \(least.memory)", keys.place(of: "memory_mb")))
        }
        if let cpus, let processor, processor < least.processor {
            let smallest = StackLimits.processors(least.processor)
            remarks.append(
                tooLittle(
                    "cpus: \(cpus)", plan, "\(smallest) CPU", "cpus: \(smallest)",
                    keys.place(of: "cpus")))
        } else if let cpus, let processor, abs(cpus * 1000 - Double(processor)) > 0.000_1 {
            remarks.append(tooFine(cpus, plan, processor, keys.place(of: "cpus")))
        }
        return remarks
    }

    private func tooLittle(
        _ given: String, _ plan: String, _ needed: String, _ smallest: String, _ place: String
    ) -> PuertoError {
        PuertoError(
            .invalid,
            "the plan '\(plan)' has \(given), and a stack's services need \(needed) to start",
            hint: "\(smallest) is the smallest that works", place: place
        ).spanish(
            "el plan '\(plan)' tiene \(given), y los servicios de un sistema necesitan \(needed) "
                + "para arrancar", hint: "\(smallest) es lo mínimo que funciona")
    }

    private func tooFine(_ cpus: Double, _ plan: String, _ thousandths: Int, _ place: String)
        -> PuertoError
    {
        let rounded = StackLimits.processors(thousandths)
        return PuertoError(
            .invalid, "the plan '\(plan)' has cpus: \(cpus), and gives \(rounded)",
            hint: "cpus: \(rounded) says so; thousandths are the finest", place: place
        ).spanish(
            "el plan '\(plan)' tiene cpus: \(cpus), y da \(rounded)",
            hint: "escribe cpus: \(rounded); se cuenta en milésimas")
    }
}
