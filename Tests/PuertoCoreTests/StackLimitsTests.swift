import Testing

@testable import PuertoCore

/// The parts of a plan add up to what is sold.
@Suite struct StackLimitsTests {
    static func plan(cpus: Double? = nil, memory: Int? = nil) -> PricingPlan {
        PricingPlan(
            id: "p", name: "P", monthly: 1, limits: .init(cpus: cpus, memoryMB: memory))
    }

    @Test func aPlanOfTwoGigabytesAndOneProcessor() {
        let limits = StackLimits(StackOptions(), plan: Self.plan(cpus: 1, memory: 2048))
        #expect(limits.memoryParts == "windmill 550, worker 846, postgres 505, redis 147")
        #expect(limits.processorParts == "windmill 0.22, worker 0.39, postgres 0.28, redis 0.11")
        #expect(
            limits.note == "The plan 'p' gives all services together 1 CPU and 2048 MiB of memory.")
    }

    @Test(arguments: [true, false]) func thePartsAddUpToWhatIsSoldAndNoneIsBelowItsFloor(
        hasRedis: Bool
    ) {
        let stack = StackOptions(hasRedis: hasRedis)
        for step in 0..<3000 {
            let memory = StackLimits.least.memory + step * 7
            let processor = StackLimits.least.processor + step
            let limits = StackLimits(
                stack, plan: Self.plan(cpus: Double(processor) / 1000, memory: memory))
            #expect(limits.allMemory == memory && limits.allProcessor == processor)
            #expect(limits.memory.allSatisfy { $1 >= $0.leastMemory })
            #expect(limits.processor?.allSatisfy { $1 >= $0.leastProcessor } == true)
            #expect((limits.memory[.redis] == nil) != hasRedis)
        }
    }

    @Test func theSmallestPlanGivesEachServiceItsFloor() {
        let (memory, processor) = StackLimits.least
        let limits = StackLimits(
            StackOptions(), plan: Self.plan(cpus: Double(processor) / 1000, memory: memory))
        #expect(limits.memoryParts == "windmill 384, worker 512, postgres 256, redis 64")
        #expect(limits.processorParts == "windmill 0.1, worker 0.15, postgres 0.1, redis 0.05")
    }

    @Test func aPlanBelowTheFloorsIsShownWithWhatTheServicesNeed() {
        let limits = StackLimits(StackOptions(), plan: Self.plan(cpus: 0.1, memory: 512))
        #expect(limits.tooLittleMemory == 512 && limits.tooLittleProcessor == 100)
        #expect(limits.allMemory == StackLimits.least.memory)
        #expect(limits.memoryText(.en) == "512 MiB of the plan 'p', and its services need 1216 MiB")
        #expect(
            limits.processorText(.es)
                == "0.1 CPU del plan 'p', y sus servicios necesitan 0.4 CPU")
    }

    @Test func aProfileOfTheClientsOwnReplacesThePlansMemoryAndIsSaid() {
        let limits = StackLimits(
            StackOptions(profile: .normal), plan: Self.plan(cpus: 2, memory: 2048))
        #expect(limits.origin == .override(.normal) && limits.allMemory == 4224)
        #expect(limits.allProcessor == 2000)
        #expect(limits.memoryText(.en) == "4224 MiB at most, profile normal of the client's own")
        #expect(
            LimitsView(StackOptions(profile: .normal), plan: Self.plan(cpus: 2, memory: 2048))
                .lines(.es).map(\.1) == [
                    "4224 MiB como mucho, perfil normal propio del cliente: "
                        + "\(limits.memoryParts); uso sin medir",
                    "2 CPU del plan 'p': \(limits.processorParts ?? ""); uso sin medir",
                ])
        #expect(limits.note == "The plan 'p' gives all services together 2 CPU.")
    }

    @Test func withoutAPlanNothingIsSold() {
        for plan in [nil, Self.plan()] {
            let limits = StackLimits(StackOptions(), plan: plan)
            #expect(limits.origin == .usual(.small) && limits.allMemory == 2624)
            #expect(limits.processor == nil && limits.note == nil)
        }
    }

    @Test(arguments: [(2000, "2"), (500, "0.5"), (67, "0.067"), (1010, "1.01"), (0, "0")])
    func thousandthsAreWrittenWithoutZeros(thousandths: Int, text: String) {
        #expect(StackLimits.processors(thousandths) == text)
    }
}
