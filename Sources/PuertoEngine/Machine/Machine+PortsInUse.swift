package import PuertoCore

extension Machine {
    /// TCP ports of this machine that a new stack cannot have: something listens on them, or a
    /// container publishes them, running or not.
    ///
    /// Without an engine that answers, only listeners are known.
    package func portsInUse(
        _ engine: @Sendable () async throws -> ContainerEngine
    ) async -> Set<Int> {
        await lookAtPorts(engine).inUse
    }

    /// The same, with the reason where an engine that is there did not answer.
    package func lookAtPorts(
        _ engine: @Sendable () async throws -> ContainerEngine
    ) async -> (inUse: Set<Int>, unsure: PuertoError?) {
        do {
            let containers = try await engine().allContainers()
            return (listening.union(containers.flatMap(\.publishedPorts)), nil)
        } catch {
            // A machine without an engine has no containers.
            let error = error as? PuertoError
            return (listening, error?.code == .io ? error : nil)
        }
    }
}

extension ContainerState {
    /// The host's ports out of `published`, each once, in order.
    package var publishedPorts: [Int] {
        Set(
            published.compactMap { address in
                address.lastIndex(of: ":").flatMap { Int(address[$0...].dropFirst()) }
            }
        ).sorted()
    }
}
