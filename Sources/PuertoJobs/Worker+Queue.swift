internal import PuertoCore
internal import PuertoStore

extension Worker {
    /// How long a holder that cannot be seen may be silent, by this process's own clock.
    private static let silence = Duration.seconds(60)
    private static let pace = Duration.milliseconds(500)

    /// Works on everything that is due, `limit` jobs at once; goes on waiting for more unless
    /// `isOnce`, until the stop sign is up.
    package func workAll(limit: Int, isOnce: Bool) async throws {
        var sights: [LeaseSight: ContinuousClock.Instant] = [:]
        try await withThrowingTaskGroup(of: Void.self) { group in
            var busy = 0
            while !stop.isUp {
                let silent = try lookAround(&sights)
                while busy < limit, !stop.isUp,
                    let lease = try world.store.claim(
                        for: holder, watch: watch, silent: silent)
                {
                    busy += 1
                    group.addTask { await attempt(lease) }
                }
                if busy == 0 {
                    if try isOnce && !hasMore() { return }
                    try await Task.sleep(for: Worker.pace)
                } else if busy < limit, try hasDue() == false {
                    // Somebody may ask for more while these are worked on.
                    try await waitForOne(&group, or: Worker.pace, &busy)
                } else {
                    _ = try await group.next()
                    busy -= 1
                }
            }
            try await group.waitForAll()
        }
    }

    /// Works on one that is claimed; what goes wrong with it must not hold up the others.
    private func attempt(_ lease: Lease) async {
        do { _ = try await work(lease) } catch {
            news(lease.job, .line(step: "", text: "given up here: \(error)"))
        }
    }

    private func hasDue() throws -> Bool {
        try world.store.jobs(states: [.queued], limit: 1000)
            .contains { $0.readyAt <= world.store.clock() }
    }

    /// Also those that are to be tried again later.
    private func hasMore() throws -> Bool {
        try !world.store.jobs(states: [.queued], limit: 1).isEmpty
    }

    /// Holders that have not beaten for too long; only those of another namespace count, since of
    /// the others it is known whether they live.
    private func lookAround(
        _ sights: inout [LeaseSight: ContinuousClock.Instant]
    ) throws -> Set<LeaseSight> {
        let now = ContinuousClock.now
        let held = try world.store.leases().filter { watch.isGone($0.holder) == nil }
        var fresh: [LeaseSight: ContinuousClock.Instant] = [:]
        for (sight, _) in held { fresh[sight] = sights[sight] ?? now }
        sights = fresh
        return Set(fresh.filter { now - $0.value > Worker.silence }.keys)
    }

    private func waitForOne(
        _ group: inout ThrowingTaskGroup<Void, any Error>, or pause: Duration, _ busy: inout Int
    ) async throws {
        // One that ends is waited for by `next`; a pause that ends first counts for nobody.
        group.addTask { try? await Task.sleep(for: pause) }
        busy += 1
        _ = try await group.next()
        busy -= 1
    }
}
