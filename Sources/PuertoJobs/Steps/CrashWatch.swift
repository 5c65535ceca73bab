internal import PuertoEngine

/// Notices containers that end again and again while somebody waits for them.
struct CrashWatch {
    /// The exits after which waiting is no use.
    static let most = 3

    private var first: [String: Int] = [:]

    /// Returns a container that has ended three times since the first look.
    mutating func look(_ containers: OwnContainers) -> ContainerState? {
        for container in containers.all {
            let before = first[container.id] ?? container.restarts
            first[container.id] = before
            if container.restarts - before >= CrashWatch.most { return container }
        }
        return nil
    }
}
