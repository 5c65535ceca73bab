/// The section `engine` of `puerto.yaml`: the settings of all stacks.
package struct EngineSettings: Hashable, Sendable {
    /// The images of `windmill`, `postgres` and `redis`; the worker has the application's.
    package var images: [ServiceKind: ImageReference]
    /// The images that clients may run beside those.
    package var allow: [ImagePattern] = []
    package var exposure: StackOptions.Exposure
    package var subnets: SubnetPool
    /// When a new stack needs the packet filter.
    package var firewall: FirewallPolicy = .auto
    /// Memory that stays free on the machine, in MiB.
    package var memoryReserve: Int
    /// Disk space that stays free, in GiB.
    package var diskReserve: Int
    /// The sum of the limits of all stacks, as a multiple of the memory there is.
    package var overcommit: Int
    /// Seconds that a stack may take to become healthy.
    package var patience: Int
    /// Seconds from one of the worker's rounds of probes to the next; 0 when it makes none.
    package var probeInterval: Int
    /// Seconds from one measurement of the clients' disk to the next; 0 when the worker measures
    /// none.
    package var diskInterval: Int
    /// Days for which a client's Windmill keeps ended jobs; its Community Edition keeps none longer
    /// than 30.
    package var jobRetention = 30
    /// True when clients' Windmills may send their counts to its makers.
    package var sendsTelemetry = false

    package init(
        images: [ServiceKind: ImageReference] = EngineSettings.usualImages,
        exposure: StackOptions.Exposure = .loopback, subnets: SubnetPool = .standard,
        memoryReserve: Int = 1024, diskReserve: Int = 5, overcommit: Int = 4, patience: Int = 300,
        probeInterval: Int = 60, diskInterval: Int = 300
    ) {
        self.images = images
        self.exposure = exposure
        self.subnets = subnets
        self.memoryReserve = memoryReserve
        self.diskReserve = diskReserve
        self.overcommit = overcommit
        self.patience = patience
        self.probeInterval = probeInterval
        self.diskInterval = diskInterval
    }

    package static let standard = EngineSettings()

    /// Tells whether a client may run an image: one of the names under `images`, in any version, or one
    /// that `allow` lists.
    package func allows(_ image: ImageReference) -> Bool {
        (images.values.map(ImagePattern.init(of:)) + allow).contains { $0.allows(image) }
    }

    package static let usualImages: [ServiceKind: ImageReference] = [
        .windmill: ImageReference(trusted: "ghcr.io/windmill-labs/windmill:1.743.0"),
        .postgres: ImageReference(trusted: "postgres:16.9"),
        .redis: ImageReference(trusted: "redis:7.4.4"),
    ]
}
