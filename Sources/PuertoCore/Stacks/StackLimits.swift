/// The limits of a stack: what the plan gives to all services together, and each service's part.
/// The parts add up to the whole, in MiB and in thousandths of a processor.
package struct StackLimits: Hashable, Sendable {
    /// MiB.
    package let memory: [ServiceKind: Int]
    /// Thousandths of a processor; `nil` when nothing limits them.
    package let processor: [ServiceKind: Int]?
    package let origin: Origin
    /// The plan's id; `nil` without a plan.
    package let plan: String?
    /// The plan's memory, where the services need more to start: their parts are what they need.
    package let tooLittleMemory: Int?
    /// The plan's processors, likewise.
    package let tooLittleProcessor: Int?

    /// The source of the memory's limit.
    package enum Origin: Hashable, Sendable {
        case plan
        /// The client's own profile, which replaces the plan's memory.
        case override(StackProfile)
        /// Neither: a profile's fixed amounts.
        case usual(StackProfile)
    }

    package init(_ stack: StackOptions, plan: PricingPlan?) {
        let kinds = ServiceKind.allCases.filter { $0 != .redis || stack.hasRedis }
        self.plan = plan?.id
        if let profile = stack.profile {
            origin = .override(profile)
            memory = StackLimits.amounts(of: profile, kinds)
        } else if let sold = plan?.limits.memoryMB {
            origin = .plan
            memory = StackLimits.split(sold, kinds, floor: \.leastMemory)
        } else {
            origin = .usual(.small)
            memory = StackLimits.amounts(of: .small, kinds)
        }
        let sold = (memory: plan?.limits.memoryMB, processor: plan?.limits.processor)
        let floor = (
            memory: kinds.reduce(0) { $0 + $1.leastMemory },
            processor: kinds.reduce(0) { $0 + $1.leastProcessor }
        )
        tooLittleMemory =
            origin == .plan ? sold.memory.flatMap { $0 < floor.memory ? $0 : nil } : nil
        tooLittleProcessor = sold.processor.flatMap { $0 < floor.processor ? $0 : nil }
        processor = plan?.limits.processor.map {
            StackLimits.split($0, kinds, floor: \.leastProcessor)
        }
    }
}

extension StackLimits {
    /// The least that a stack with all services needs to start.
    package static let least = (
        memory: ServiceKind.allCases.reduce(0) { $0 + $1.leastMemory },
        processor: ServiceKind.allCases.reduce(0) { $0 + $1.leastProcessor }
    )

    /// The memory of all services, in MiB.
    package var allMemory: Int { memory.values.reduce(0, +) }

    /// The processors of all services, in thousandths.
    package var allProcessor: Int? { processor.map { $0.values.reduce(0, +) } }

    /// Gives each service its floor and, by weight, a part of the rest; the worker gets what the
    /// division leaves.
    private static func split(
        _ sold: Int, _ kinds: [ServiceKind], floor: (ServiceKind) -> Int
    ) -> [ServiceKind: Int] {
        let rest = max(0, sold - kinds.reduce(0) { $0 + floor($1) })
        let weights = kinds.reduce(0) { $0 + $1.weight }
        var parts: [ServiceKind: Int] = [:]
        for kind in kinds { parts[kind] = floor(kind) + rest * kind.weight / weights }
        let given = kinds.reduce(0) { $0 + rest * $1.weight / weights }
        parts[.worker, default: 0] += rest - given
        return parts
    }

    private static func amounts(of profile: StackProfile, _ kinds: [ServiceKind]) -> [ServiceKind:
        Int]
    {
        Dictionary(kinds.map { ($0, profile.memory(of: $0)) }) { first, _ in first }
    }
}

extension ServiceKind {
    /// MiB with which the service starts and does a little work.
    package var leastMemory: Int {
        switch self {
        case .windmill: 384
        case .worker: 512
        case .postgres: 256
        case .redis: 64
        }
    }

    /// Thousandths of a processor with which it starts in time.
    package var leastProcessor: Int {
        switch self {
        case .windmill, .postgres: 100
        case .worker: 150
        case .redis: 50
        }
    }

    /// Its part, of ten with Redis, of what the plan gives above the floors.
    package var weight: Int {
        switch self {
        case .windmill: 2
        case .worker: 4
        case .postgres: 3
        case .redis: 1
        }
    }
}

extension PricingPlan.Limits {
    /// Thousandths of a processor.
    package var processor: Int? { cpus.map { Int(($0 * 1000).rounded()) } }
}
