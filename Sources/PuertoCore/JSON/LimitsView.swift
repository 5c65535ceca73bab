/// The limits that a client's plan gives, and their use, in JSON. Memory is in MiB, processors in
/// thousandths.
package struct LimitsView: JSONView {
    package let limits: StackLimits
    /// The limits that the plan names and Puerto does not enforce.
    package let users: Int?
    package let runs: Int?
    /// The newest hour that was measured; `nil` when none was.
    package var measured: Measurement?

    package init(_ stack: StackOptions, plan: PricingPlan?, measured: Measurement? = nil) {
        limits = StackLimits(stack, plan: plan)
        users = plan?.limits.users
        runs = plan?.limits.jobsPerMonth
        self.measured = measured
    }

    package var json: JSONObject {
        var json = JSONObject()
        json.add("memory_mb", part(of: limits.memory, whole: limits.allMemory))
        if let processor = limits.processor, let all = limits.allProcessor {
            json.add("processor_thousandths", part(of: processor, whole: all))
        }
        json.add("profile", limits.profile?.rawValue)
        if let measured {
            var used = JSONObject()
            used.add("since", time: measured.start)
            used.add("most_memory_mb", measured.most.memory)
            used.add("most_processor_thousandths", measured.most.processor)
            json.add("used", used)
        }
        return json
    }

    private func part(of parts: [ServiceKind: Int], whole: Int) -> JSONObject {
        var json = JSONObject()
        json.add("all", whole)
        json.add("windmill", parts[.windmill])
        json.add("worker", parts[.worker])
        json.add("postgres", parts[.postgres])
        json.add("redis", parts[.redis])
        return json
    }
}

extension LimitsView {
    /// The lines of `tenant show`.
    package func lines(_ l: Language) -> [(String, String)] {
        let memory = used(measured?.most.memory.map { "\($0) MiB" }, l)
        let processor = used(measured?.most.processor.map { StackLimits.processors($0) }, l)
        let processors =
            limits.processorText(l).map { "\($0): \(limits.processorParts ?? "")" }
            ?? l("sin límite", "not limited")
        var lines = [
            ("memory", "\(limits.memoryText(l)): \(limits.memoryParts); \(memory)"),
            ("cpus", "\(processors); \(processor)"),
        ]
        let counted = [
            users.map { l("\($0) usuarios", "\($0) users") },
            runs.map { l("\($0) ejecuciones al mes", "\($0) runs a month") },
        ].compactMap { $0 }
        if !counted.isEmpty {
            lines.append(("uncounted", counted.joined(separator: ", ")))
        }
        return lines
    }

    private func used(_ most: String?, _ l: Language) -> String {
        guard let most, let measured else { return l("uso sin medir", "use not measured") }
        let hour = Timestamp.text(measured.start)
        return l(
            "como mucho \(most) en la hora desde \(hour)",
            "at most \(most) used in the hour from \(hour)")
    }
}

extension StackLimits {
    /// The profile that decides about the memory; `nil` when the plan does.
    package var profile: StackProfile? {
        switch origin {
        case .plan: nil
        case .override(let profile), .usual(let profile): profile
        }
    }
}
