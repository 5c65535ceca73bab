/// A stack's use of its machine's disk, as last measured.
package struct DiskUse: Hashable, Sendable, Codable {
    /// The time of the measurement, in seconds since 1970, UTC.
    package let at: Int
    /// MiB of its volumes.
    package let volumes: Int
    /// MiB that its containers have written beside the volumes.
    package let layers: Int
    /// Seconds after which the measurement says nothing of now.
    package let sunset: Int

    package init(at: Int, volumes: Int, layers: Int, sunset: Int) {
        self.at = at
        self.volumes = volumes
        self.layers = layers
        self.sunset = sunset
    }

    package var total: Int { volumes + layers }
}

/// The size of a client's data against its plan's `disk_gb`.
package enum DiskState: String, CaseIterable, Sendable, Codable {
    /// Below 80 %.
    case within
    /// From 80 %: the portal warns.
    case nearly
    /// From 100 %: no action that makes the client work more is accepted.
    case full

    /// `total` is in MiB, `limit` in GiB. Returns `nil` for a plan without a limit.
    package init?(total: Int, limit: Int?) {
        guard let limit else { return nil }
        let most = limit << 10
        self = total >= most ? .full : total * 5 >= most * 4 ? .nearly : .within
    }
}

extension DiskUse {
    /// `limit` is the `disk_gb` of the client's plan.
    package func state(limit: Int?) -> DiskState? { DiskState(total: total, limit: limit) }

    /// The MiB above the plan; 0 for a client within it, and for a plan without a limit.
    package func excess(limit: Int?) -> Int { limit.map { max(0, total - $0 << 10) } ?? 0 }

    package func freshness(now: Int) -> Freshness { Freshness(of: at, now: now, sunset: sunset) }
}

/// The free space of a host's machine, and its memory at the same look.
package struct DiskRoom: Hashable, Sendable {
    package let host: Slug
    /// The time of the look, in seconds since 1970, UTC.
    package let at: Int
    /// MiB, on the fuller one of the engine's disk and the workspace's.
    package let free: Int
    /// MiB that are to stay free.
    package let reserve: Int
    package let state: State
    /// `nil` where it was not looked at.
    package let memory: MemoryRoom?

    package enum State: String, CaseIterable, Sendable {
        case enough
        /// Less than the reserve is free, and a client above its plan is suspended, or will be.
        case short
        /// Less than the reserve is free, and there is no client to suspend.
        case stuck
    }

    package init(
        host: Slug, at: Int, free: Int, reserve: Int, state: State, memory: MemoryRoom? = nil
    ) {
        self.host = host
        self.at = at
        self.free = free
        self.reserve = reserve
        self.state = state
        self.memory = memory
    }
}

extension Action {
    /// Tells whether the action makes a client work more, so that it is refused to one above the
    /// disk of its plan. What stops or repairs a client, or replaces a password that may be known,
    /// is not.
    package var isNewWork: Bool {
        switch self {
        case .provision, .resume, .restart, .upgrade, .scripts: true
        case .suspend, .rotate, .reconcile, .archive, .build: false
        }
    }
}

extension EngineSettings {
    /// Seconds after which a measurement of the disk says nothing of now: three intervals, or a day
    /// when no worker measures.
    package var diskSunset: Int { diskInterval == 0 ? 86400 : 3 * max(diskInterval, 60) }
}
