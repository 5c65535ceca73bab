import PuertoCore
import TestSupport
import Testing

@testable import PuertoEngine

/// A plan larger than the machine is refused before anything is made; a fleet larger than it is not.
@Suite struct PreflightLimitsTests {
    private static func make(
        cpus: Double? = nil, memory: Int? = nil, stack: StackOptions = StackOptions()
    ) throws -> Preflight {
        let plan = PricingPlan(
            id: "pro", name: "Pro", monthly: 1, limits: .init(cpus: cpus, memoryMB: memory))
        var preflight = Preflight(
            spec: try .make(.make(stack: stack), plan: plan), settings: .standard)
        preflight.memory = (available: 40000, total: 80000)
        preflight.disk = 50
        preflight.capacity = EngineCapacity(processors: 2, memory: 4000)
        return preflight
    }

    @Test func moreProcessorsThanTheMachineHas() throws {
        #expect(
            message { try Self.make(cpus: 4).check() }
                == "the plan 'pro' gives 4 CPUs, and this machine has 2 (give the client a smaller "
                + "plan: puerto tenant edit acme --plan NAME; or write limits: {cpus: 2} for the "
                + "plan 'pro' in puerto.yaml; or use a larger machine)")
        #expect(code { try Self.make(cpus: 2.001).check() } == .exhausted)
        try Self.make(cpus: 2).check()
    }

    @Test func lessThanTheServicesNeedToStart() throws {
        #expect(
            message { try Self.make(memory: 512).check() }
                == "the plan 'pro' gives 512 MiB of memory, and the services need 1216 MiB to start "
                + "(write limits: {memory_mb: 1216} for the plan 'pro' in puerto.yaml, or give the "
                + "client another plan: puerto tenant edit acme --plan NAME)")
        #expect(
            message { try Self.make(cpus: 0.3).check() }
                == "the plan 'pro' gives 0.3 CPU, and the services need 0.4 CPU to start (write "
                + "limits: {cpus: 0.4} for the plan 'pro' in puerto.yaml, or give the client "
                + "another plan: puerto tenant edit acme --plan NAME)")
        // Without Redis less is enough, and a profile of its own replaces the plan's memory.
        try Self.make(cpus: 0.35, memory: 1152, stack: StackOptions(hasRedis: false)).check()
        try Self.make(memory: 512, stack: StackOptions(profile: .small)).check()
    }

    @Test func moreMemoryThanTheMachineHas() throws {
        #expect(
            message { try Self.make(memory: 4001).check() }
                == "the plan 'pro' gives 4001 MiB of memory, and this machine has 4000 MiB (give "
                + "the client a smaller plan: puerto tenant edit acme --plan NAME; or write limits: "
                + "{memory_mb: 4000} for the plan 'pro' in puerto.yaml; or use a larger machine)")
        try Self.make(memory: 4000).check()
        #expect(
            message { try Self.make(stack: StackOptions(profile: .normal)).check() }
                == "the profile 'normal' is 4224 MiB of memory, and this machine has 4000 MiB "
                + "(puerto tenant edit acme --stack profile=small)")
    }

    @Test func aClientThatWasSoldNoMemoryStartsOnASmallMachine() throws {
        var preflight = try Self.make()
        preflight.capacity = EngineCapacity(processors: 1, memory: 2000)
        #expect(preflight.problems == [])
    }

    @Test func aFleetAboveTheMachinesMemoryIsAWarning() throws {
        var preflight = try Self.make(memory: 2048)
        preflight.sold = (memory: 4000, clients: 2)
        #expect(preflight.remarks == [])
        preflight.sold = (memory: 6144, clients: 3)
        #expect(
            preflight.remarks == [
                "careful: the limits of 3 clients add up to 6144 MiB of memory, and this machine "
                    + "has 4000 MiB"
            ])
        #expect(preflight.problems == [])
    }

    @Test func anEngineThatDoesNotTellRefusesNothing() throws {
        var preflight = try Self.make(cpus: 64, memory: 1 << 20)
        preflight.capacity = nil
        #expect(preflight.limitProblems == [] && preflight.remarks == [])
        #expect(EngineCapacity("2\t8589934592\n") == EngineCapacity(processors: 2, memory: 8192))
        for text in ["", "2", "2\t", "x\t1", "0\t0", "2\t1\t1"] {
            #expect(EngineCapacity(text) == nil, "\(text)")
        }
    }
}
