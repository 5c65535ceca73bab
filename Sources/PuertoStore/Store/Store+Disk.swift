internal import GRDB
package import PuertoCore

/// One look at the disk of a host's machine.
package struct DiskSight: Sendable {
    package let host: Slug
    /// MiB of volumes and of containers' own files, by the number that the engine's objects carry;
    /// `nil` when the engine did not tell.
    package let sizes: [Int: Size]?
    /// MiB that are free, and that are to stay free.
    package let free: Int
    package let reserve: Int
    /// Seconds after which the sizes say nothing of now.
    package let sunset: Int
    /// `nil` where the kernel does not tell.
    package let memory: MemoryRoom?

    package struct Size: Hashable, Sendable {
        package var volumes: Int
        package var layers: Int

        package init(volumes: Int = 0, layers: Int = 0) {
            self.volumes = volumes
            self.layers = layers
        }
    }

    package init(
        host: Slug, sizes: [Int: Size]?, free: Int, reserve: Int, sunset: Int,
        memory: MemoryRoom? = nil
    ) {
        self.host = host
        self.sizes = sizes
        self.free = max(0, free)
        self.reserve = reserve
        self.sunset = sunset
        self.memory = memory
    }
}

/// The outcome of a look at the disk.
package struct DiskOutcome: Sendable {
    /// Tells whether pages show something else now.
    package var hasChanged = false
    package let room: DiskRoom
    /// The job that suspends a client.
    package var suspension: Job?
}

extension Store {
    /// Records what clients take of the disk and how much of it is free. With less free than the
    /// reserve it queues the suspension of one client above its plan.
    package func recordDisk(_ sight: DiskSight, by holder: String) throws -> DiskOutcome {
        try write { db in
            let records = try FleetSnapshot(db, path)
            let rows = DiskRows(db: db)
            let hasChanged = try record(sight, records, rows, db)
            let before = try rows.room(of: sight.host)
            var (state, stoppedFree) = (before?.room.state ?? .enough, before?.stoppedFree)
            var suspension: Job?
            if sight.free >= sight.reserve {
                // A tenth more than the reserve, so that it does not go to and fro.
                if sight.free >= sight.reserve + sight.reserve / 10 {
                    (state, stoppedFree) = (.enough, nil)
                }
            } else if try mayStop(sight, stoppedFree, db) {
                switch try stopOne(sight, records, rows, db) {
                case .queued(let job): (state, stoppedFree, suspension) = (.short, sight.free, job)
                case .waits: state = .short
                case .nobody: state = .stuck
                }
            } else {
                // What was freed meanwhile counts: from there on it falls.
                stoppedFree = stoppedFree.map { max($0, sight.free) }
            }
            let room = DiskRoom(
                host: sight.host, at: options.now(), free: sight.free, reserve: sight.reserve,
                state: state, memory: sight.memory)
            try rows.put(room, by: holder, stoppedFree: stoppedFree)
            return DiskOutcome(
                hasChanged: hasChanged || Store.shows(room, otherThan: before?.room), room: room,
                suspension: suspension)
        }
    }

    /// The last look at a host's disk: its holder and its number.
    package func diskLook(of host: Slug) throws -> (holder: String, number: Int)? {
        try read { try DiskRows(db: $0).room(of: host) }.map { ($0.holder, $0.number) }
    }

    /// Reads each client's use of the disk.
    package func diskUses() throws -> [Slug: DiskUse] {
        try read { db in
            let rows = try DiskRows(db: db).all()
            let found = try FleetSnapshot(db, path).tenants().compactMap { entry in
                rows[entry.id].map { (entry.tenant.slug, $0.use) }
            }
            return Dictionary(found) { first, _ in first }
        }
    }

    /// Reads one client's use of the disk, with the `disk_gb` of its plan.
    package func diskUse(of slug: Slug) throws -> (use: DiskUse, limit: Int?)? {
        try read { db in
            let records = try FleetSnapshot(db, path)
            let entry = try records.tenant(slug)
            return try DiskRows(db: db).use(of: entry.id).map {
                ($0, records.diskLimit(of: entry.tenant))
            }
        }
    }

    /// The free space of each host's machine.
    package func diskRooms() throws -> [DiskRoom] { try read { try DiskRows(db: $0).rooms() } }
}

extension Store {
    /// Records the sizes. Returns whether pages show another one now.
    private func record(
        _ sight: DiskSight, _ records: FleetSnapshot, _ rows: DiskRows, _ db: Database
    ) throws -> Bool {
        guard let sizes = sight.sizes else { return false }
        let known = try rows.all()
        var hasChanged = false
        for entry in records.tenants() where entry.tenant.isClient(of: sight.host) {
            let old = known[entry.id]
            let size = sizes[try Store.number(entry.id, db)]
            // Nothing is known of a client that was never made.
            guard size != nil || old != nil else { continue }
            let use = DiskUse(
                at: options.now(), volumes: size?.volumes ?? 0, layers: size?.layers ?? 0,
                sunset: sight.sunset)
            let limit = records.diskLimit(of: entry.tenant)
            var new = DiskRows.Entry(use: use, stoppedSize: old?.stoppedSize)
            new.grown = old.map { use.total - $0.use.total } ?? 0
            if use.excess(limit: limit) == 0 { new.stoppedSize = nil }
            try rows.put(new, of: entry.id)
            hasChanged = hasChanged || Store.shows(use, otherThan: old?.use, limit)
        }
        return hasChanged
    }

    private static func shows(_ new: DiskRoom, otherThan old: DiskRoom?) -> Bool {
        new.state != old?.state || new.leftText(.enUS) != old?.leftText(.enUS)
            || new.memory != old?.memory
    }

    private static func shows(_ new: DiskUse, otherThan old: DiskUse?, _ limit: Int?) -> Bool {
        guard let old else { return true }
        return new.state(limit: limit) != old.state(limit: limit)
            || DiskText.share(new.total, of: limit, .enUS)
                != DiskText.share(old.total, of: limit, .enUS)
    }
}
