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
    /// the queue is empty. Throws `io` when it is to end and no engine answers for the jobs that
    /// wait, and `unsupported` when another program has changed the schema.
    package func workAll(limit: Int, isOnce: Bool) async throws {
        var sights: [LeaseSight: ContinuousClock.Instant] = [:]
        let places = JobPlaces(limit: limit)
        var signed: ContinuousClock.Instant?
        defer { sign(isOver: true) }
        try await withThrowingTaskGroup(of: Ended.self) { group in
            var (isPausing, isLooking) = (false, false)
            var tidied: ContinuousClock.Instant?
            var reason: PuertoError?
            while !stop.isUp, reason == nil {
                if signed.map({ .now - $0 > .seconds(WorkerSight.interval) }) ?? true {
                    sign(isOver: false)
                    signed = .now
                }
                if tidied.map({ .now - $0 > Worker.tidiness }) ?? true {
                    try tidy()
                    tidied = .now
                    if !isLooking {
                        isLooking = true
                        group.addTask {
                            try await lookAtPorts()
                            // `--once` does what is queued and nothing else.
                            if !isOnce { try await reviveTheStopped() }
                            return .look
                        }
                    }
                }
                // An operator waits at a browser, and no errand takes long.
                try await world.runErrands()
                do { try claim(&group, places, try lookAround(&sights)) } catch let error
                    as PuertoError where error.code == .unsupported
                { reason = error }
                if places.isEmpty {
                    if try isOnce && !hasMore() { break }
                    if isOnce { reason = tooLate ?? reason }
                }
                // More jobs may be queued while these are worked on.
                if !isPausing {
                    isPausing = true
                    group.addTask {
                        await lookForTheEngine()
                        await world.pause(Worker.pace)
                        return .pause
                    }
                }
                switch try await group.next() {
                case .job: break
                case .look: isLooking = false
                case .pause, nil: isPausing = false
                }
            }
            if reason != nil { stop.raise() }
            try await group.waitForAll()
            if let reason { throw reason }
        }
    }

    /// Claims jobs while there is room for them. Without an engine only those that need none.
    private func claim(
        _ group: inout ThrowingTaskGroup<Ended, any Error>, _ places: JobPlaces,
        _ silent: Set<LeaseSight>
    ) throws {
        while places.hasRoom, !stop.isUp,
            let lease = try world.store.claim(
                for: holder, watch: watch, silent: silent, withoutEngine: outage.isUp)
        {
            places.enter()
            group.addTask {
                await attempt(lease, places)
                places.leave()
                return .job
            }
        }
    }

    /// The error of a worker that is to end and has waited long enough for an engine.
    private var tooLate: PuertoError? {
        guard let text = outage.reason, outage.age > .seconds(world.settings.patience) else {
            return nil
        }
        return PuertoError(
            .io, "\(text.english): the queued jobs wait",
            hint: "start it (systemctl start docker), then puerto work --once does them"
        ).spanish(
            "\(text(.es)): los trabajos en cola esperan",
            hint: "arráncalo (systemctl start docker), y puerto work --once los hace")
    }

    /// Gives a sign of life. One that cannot be recorded now, as on a full disk, ends no work.
    private func sign(isOver: Bool) {
        do { try world.store.recordWorker(holder.text, isOver: isOver) } catch {
            guard (error as? PuertoError)?.code != .busy else { return }
            remark("the worker's sign of life was not recorded: \(error)")
        }
    }

    /// Deletes expired rows. A locked database is no error: the next round tries again.
    private func tidy() throws {
        do { try world.store.tidy() } catch let error as PuertoError where error.code == .busy {}
    }

    private enum Ended: Sendable { case job, look, pause }

    /// Works on a claimed job. Its error must not hold up the other jobs.
    private func attempt(_ lease: Lease, _ places: JobPlaces) async {
        do { _ = try await work(lease, places) } catch {
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
