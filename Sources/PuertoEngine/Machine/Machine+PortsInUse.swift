extension Machine {
    /// TCP ports of this machine that a new stack cannot have: something listens on them, or a
    /// container publishes them, running or not.
    ///
    /// Without an engine that answers, only listeners are known.
    package func portsInUse(
        _ engine: @Sendable () async throws -> ContainerEngine
    ) async -> Set<Int> {
        guard let containers = try? await engine().allContainers() else { return listening }
        return listening.union(containers.flatMap(\.publishedPorts))
    }
}

extension ContainerState {
    /// The host's ports out of `published`.
    fileprivate var publishedPorts: [Int] {
        published.compactMap { address in
            address.lastIndex(of: ":").flatMap { Int(address[$0...].dropFirst()) }
        }
    }
}
