internal import PuertoEngine

/// Notices containers that end again and again while somebody waits for them.
struct CrashWatch {
    /// The exits after which waiting is no use.
    static let most = 3
    /// The exits after which a container counts that was never seen between two of them.
    static let mostUnseen = 6

    private var first: [String: Int] = [:]

    /// Returns a container that has ended three times since the first look, as it is between two
    /// runs: while it runs, the engine says 0 for its exit code.
    mutating func look(_ containers: OwnContainers) -> ContainerState? {
        for container in containers.all {
            let before = first[container.id] ?? container.restarts
            first[container.id] = before
            let exits = container.restarts - before
            let wanted = container.isRunning ? CrashWatch.mostUnseen : CrashWatch.most
            if exits >= wanted { return container }
        }
        return nil
    }
}
