internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore

extension JobWorld {
    /// Adds up the memory that the limits of this machine's clients give, with a stack that is to
    /// start. Clients that never ran, and archived ones, have no containers.
    func soldMemory(with stack: Stack) throws -> (memory: Int, clients: Int) {
        let others = try soldMemory(besides: stack.slug)
        return (others.memory + stack.whole.memory, others.clients + 1)
    }

    /// The same without a stack that is to start.
    func soldMemory(besides slug: Slug? = nil) throws -> (memory: Int, clients: Int) {
        try store.fleet().soldMemory(on: home, besides: slug)
    }
}

extension StackSpec {
    /// The limits and each service's part, for a plan of work.
    var limitLines: [String] {
        let memory = limits.origin == .plan ? ": \(limits.memoryParts)" : ""
        return ["memory: \(limits.memoryText(.en))\(memory)"]
            + [limits.processorText(.en)].compactMap { $0 }.map {
                "processors: \($0): \(limits.processorParts ?? "")"
            }
    }
}
