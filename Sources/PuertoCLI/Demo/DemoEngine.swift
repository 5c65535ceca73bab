import PuertoCore
import PuertoStore

/// A container engine that keeps its stacks in memory: it knows which run, and answers probes and
/// measurements as stacks of that kind do.
struct DemoEngine {
    private var stacks: [Slug: Stack] = [:]
    private var dice: DemoDice
    /// MiB that data grow each day, of stacks that are known for it.
    var growth: [Slug: Int] = [:]
    /// The stack that does not answer for a while.
    var outage: (slug: Slug, time: Range<Int>)?

    private struct Stack {
        var isRunning = true
        /// The time at which its data began to grow, in seconds since 1970.
        let since: Int
        /// MiB that it uses while it is idle.
        let memory: Int
        /// MiB of data that a new one has, and MiB that each day adds.
        let first: Int
        let daily: Int
    }

    init(_ dice: DemoDice) { self.dice = dice }
}

extension DemoEngine {
    /// Starts a stack; one that was there has kept its data.
    mutating func start(_ slug: Slug, at now: Int) {
        if stacks[slug] == nil {
            stacks[slug] = Stack(
                since: now, memory: dice.number(620...980), first: dice.number(380...520),
                daily: growth[slug] ?? dice.number(18...140))
        }
        stacks[slug]?.isRunning = true
    }

    mutating func stop(_ slug: Slug) { stacks[slug]?.isRunning = false }

    /// Probes and measures every stack that runs.
    mutating func look(at now: Int) -> [Slug: (result: ProbeResult, usage: Usage)] {
        var found: [Slug: (result: ProbeResult, usage: Usage)] = [:]
        for (slug, stack) in stacks.sorted(by: { $0.key < $1.key }) where stack.isRunning {
            let isOut = outage.map { $0.slug == slug && $0.time.contains(now) } ?? false
            let usage = Usage(
                memory: isOut ? 240 : stack.memory + dice.number(0...90),
                processor: isOut ? 4 : dice.number(12...160), disk: size(stack, now))
            found[slug] = (isOut ? DemoEngine.fault(at: now) : healthy(at: now), usage)
        }
        return found
    }

    /// MiB that each stack takes of the disk, also of those that are stopped.
    func sizes(at now: Int) -> [Slug: DiskSight.Size] {
        stacks.mapValues { DiskSight.Size(volumes: size($0, now), layers: $0.first / 12) }
    }

    private mutating func healthy(at now: Int) -> ProbeResult {
        ProbeResult(at: now, health: .healthy, milliseconds: dice.number(38...96))
    }

    private static func fault(at now: Int) -> ProbeResult {
        ProbeResult(
            at: now, health: .down, milliseconds: 5004,
            detail: "application: its database does not answer")
    }

    private func size(_ stack: Stack, _ now: Int) -> Int {
        stack.first + stack.daily * max(0, now - stack.since) / 86400
    }
}
