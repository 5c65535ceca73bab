extension StackLimits {
    /// Writes thousandths of a processor: `2`, `0.5`, `0.067`.
    package static func processors(_ thousandths: Int) -> String {
        let rest = thousandths % 1000
        guard rest != 0 else { return String(thousandths / 1000) }
        var digits = String(rest)
        digits = String(repeating: "0", count: 3 - digits.count) + digits
        while digits.hasSuffix("0") { digits.removeLast() }
        return "\(thousandths / 1000).\(digits)"
    }

    /// Names the plan's limits for the stack file; `nil` when the plan gives neither.
    package var note: String? {
        guard let plan else { return nil }
        let parts = [
            allProcessor.map { "\(StackLimits.processors($0)) CPU" },
            origin == .plan ? "\(allMemory) MiB of memory" : nil,
        ].compactMap { $0 }
        guard !parts.isEmpty else { return nil }
        return "The plan '\(plan)' gives all services together \(parts.joined(separator: " and "))."
    }

    /// The memory and its origin: `2048 MiB of the plan 'basic'`.
    package func memoryText(_ l: Language) -> String {
        let all = "\(allMemory) MiB"
        return switch origin {
        case .plan:
            if let tooLittleMemory {
                "\(tooLittleMemory) MiB" + ofPlan(l) + needed(all, l)
            } else {
                all + ofPlan(l)
            }
        case .override(let profile):
            all
                + l(
                    " como mucho, perfil \(profile.rawValue) propio del cliente",
                    " at most, profile \(profile.rawValue) of the client's own")
        case .usual(let profile):
            all
                + l(
                    " como mucho, perfil \(profile.rawValue)",
                    " at most, profile \(profile.rawValue)")
        }
    }

    /// The processors and their origin; `nil` when nothing limits them.
    package func processorText(_ l: Language) -> String? {
        allProcessor.map { processor in
            let all = "\(StackLimits.processors(processor)) CPU"
            guard let tooLittleProcessor else { return all + ofPlan(l) }
            return "\(StackLimits.processors(tooLittleProcessor)) CPU" + ofPlan(l)
                + needed(all, l)
        }
    }

    private func ofPlan(_ l: Language) -> String {
        l(" del plan '\(plan ?? "")'", " of the plan '\(plan ?? "")'")
    }

    private func needed(_ all: String, _ l: Language) -> String {
        l(", y sus servicios necesitan \(all)", ", and its services need \(all)")
    }

    /// Each service's part of the memory: `windmill 550, worker 845, postgres 506, redis 147`.
    package var memoryParts: String { StackLimits.parts(memory) { String($0) } }

    package var processorParts: String? {
        processor.map { StackLimits.parts($0, StackLimits.processors) }
    }

    private static func parts(_ parts: [ServiceKind: Int], _ text: (Int) -> String) -> String {
        ServiceKind.allCases.compactMap { kind in
            parts[kind].map { "\(kind.rawValue) \(text($0))" }
        }.joined(separator: ", ")
    }
}
