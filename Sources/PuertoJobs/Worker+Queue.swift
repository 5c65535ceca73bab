internal import PuertoCore
internal import PuertoStore

extension Worker {
    /// The time without a beat, by this process's own clock, after which a holder that cannot be
    /// seen counts as dead.
    private static let silence = Duration.seconds(60)
    private static let pace = Duration.milliseconds(500)
    /// The pause between two rounds: of deleting expired rows, and of looking at the ports in use.
    private static let tidiness = Duration.seconds(60)

    /// Works on due jobs, `limit` at once, until the stop sign is up. With `isOnce` it returns when
    /// the queue is empty.
    package func workAll(limit: Int, isOnce: Bool) async throws {
        var sights: [LeaseSight: ContinuousClock.Instant] = [:]
        try await withThrowingTaskGroup(of: Ended.self) { group in
            var (busy, isPausing, isLooking) = (0, false, false)
            var tidied: ContinuousClock.Instant?
            while !stop.isUp {
                if tidied.map({ .now - $0 > Worker.tidiness }) ?? true {
                    try tidy()
                    tidied = .now
                    if !isLooking {
                        isLooking = true
                        group.addTask {
                            try await lookAtPorts()
                            return .look
                        }
                    }
                }
                // An operator waits at a browser, and no errand takes long.
                try await world.runErrands()
                let silent = try lookAround(&sights)
                while busy < limit, !stop.isUp,
                    let lease = try world.store.claim(for: holder, watch: watch, silent: silent)
                {
                    busy += 1
                    group.addTask {
                        await attempt(lease)
                        return .job
                    }
                }
                if busy == 0, try isOnce && !hasMore() { break }
                // More jobs may be queued while these are worked on.
                if !isPausing {
                    isPausing = true
                    group.addTask {
                        try? await Task.sleep(for: Worker.pace)
                        return .pause
                    }
                }
                switch try await group.next() {
                case .job: busy -= 1
                case .look: isLooking = false
                case .pause, nil: isPausing = false
                }
            }
            try await group.waitForAll()
        }
    }

    /// Deletes expired rows. A locked database is no error: the next round tries again.
    private func tidy() throws {
        do { try world.store.tidy() } catch let error as PuertoError where error.code == .busy {}
    }

    private enum Ended: Sendable { case job, look, pause }

    /// Works on a claimed job. Its error must not hold up the other jobs.
    private func attempt(_ lease: Lease) async {
        do { _ = try await work(lease) } catch {
            news(lease.job, .line(step: nil, text: "given up here: \(error)"))
        }
    }

    /// Tells whether any job is queued, including those that are retried later.
    private func hasMore() throws -> Bool {
        try !world.store.jobs(states: [.queued], limit: 1).isEmpty
    }

    /// Returns the leases that have not beaten for too long. Only holders that cannot be seen from
    /// here count, since of the others it is known whether they live.
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
}
