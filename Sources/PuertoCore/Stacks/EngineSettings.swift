/// What `puerto.yaml` says of the stacks.
package struct EngineSettings: Hashable, Sendable {
    /// Of `windmill`, `postgres` and `redis`; the worker has the application's.
    package var images: [ServiceKind: ImageReference]
    package var exposure: StackOptions.Exposure
    package var subnets: SubnetPool
    /// Stays free on the machine, in MiB.
    package var memoryReserve: Int
    /// Stays free on the disk, in GiB.
    package var diskReserve: Int
    /// How many times the memory there is the limits of all stacks may come to.
    package var overcommit: Int
    /// How long a stack may take to become healthy, in seconds.
    package var patience: Int

    package init(
        images: [ServiceKind: ImageReference] = EngineSettings.usualImages,
        exposure: StackOptions.Exposure = .loopback, subnets: SubnetPool = .standard,
        memoryReserve: Int = 1024, diskReserve: Int = 5, overcommit: Int = 4, patience: Int = 300
    ) {
        self.images = images
        self.exposure = exposure
        self.subnets = subnets
        self.memoryReserve = memoryReserve
        self.diskReserve = diskReserve
        self.overcommit = overcommit
        self.patience = patience
    }

    package static let standard = EngineSettings()

    package static let usualImages: [ServiceKind: ImageReference] = [
        .windmill: ImageReference(trusted: "ghcr.io/windmill-labs/windmill:1.743.0"),
        .postgres: ImageReference(trusted: "postgres:16.9"),
        .redis: ImageReference(trusted: "redis:7.4.4"),
    ]
}
