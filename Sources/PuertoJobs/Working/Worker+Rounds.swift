internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore

extension Worker {
    /// Works on jobs as `workAll`, and makes rounds of probes beside them, which hold up no job.
    /// With `isOnce` it makes none. `remark` takes what goes wrong in a round.
    package func serve(
        limit: Int, isOnce: Bool, remark: @escaping @Sendable (String) -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await workAll(limit: limit, isOnce: isOnce) }
            if !isOnce, world.settings.probeInterval > 0 {
                group.addTask { await makeRounds(remark) }
            }
            if !isOnce, world.settings.diskInterval > 0 {
                group.addTask { await watchTheDisk(remark) }
            }
            // The rounds end with the work: they never end by themselves.
            defer { group.cancelAll() }
            _ = try await group.next()
        }
    }

    /// Makes a round each interval until it is cancelled. Of several workers on a host one makes
    /// them.
    private func makeRounds(_ remark: @escaping @Sendable (String) -> Void) async {
        let interval = Double(world.settings.probeInterval)
        var rounds = RoundState()
        // Workers that start together do not probe together.
        var pause = min(interval, 5) * Double.random(in: 0.5...1)
        while !Task.isCancelled {
            do {
                try await Task.sleep(for: .seconds(pause))
                if try isMyTurn(&rounds) { try await makeRound(&rounds, remark) }
            } catch let error as PuertoError {
                // The next round is a new attempt.
                remark("a round of probes was given up: \(error.description)")
            } catch {
                guard !Task.isCancelled else { return }
                remark("a round of probes was given up: internal error: \(error)")
            }
            pause = interval * Double.random(in: 0.9...1.1)
        }
    }

    /// The memory of one worker from round to round.
    private struct RoundState {
        var number: Int?
        var comparedAt: Int?
        /// The last remark, so that it is said once.
        var said: [String] = []
        /// Tells whether the pages do not show what the last round has found.
        var isUnbuilt = false
        /// The time up to which links that expired are in the pages.
        var linksAt = 0
    }

    /// Tells whether no other worker has made a round since this one has looked. The number of
    /// rounds tells, since clocks differ.
    private func isMyTurn(_ rounds: inout RoundState) throws -> Bool {
        let last = try world.store.heartbeat(of: world.home)
        defer { rounds.number = last?.number }
        guard let last, last.holder != holder.text, let known = rounds.number else { return true }
        return last.number == known
    }

    private func makeRound(
        _ rounds: inout RoundState, _ remark: @escaping @Sendable (String) -> Void
    ) async throws {
        let round = try await world.makeRound(by: holder.text)
        if round.problems != rounds.said { round.problems.forEach(remark) }
        rounds.said = round.problems
        rounds.comparedAt = round.comparedAt ?? rounds.comparedAt
        let now = world.store.clock()
        let hasExpired = try world.store.hasUnreadLinkExpired(after: rounds.linksAt, by: now)
        rounds.linksAt = now
        rounds.isUnbuilt = rounds.isUnbuilt || round.hasChanged || hasExpired
        if rounds.isUnbuilt {
            do { _ = try await world.rebuild() } catch {
                let text = (error as? PuertoErrors)?.all.first.map { "\($0)" } ?? "\(error)"
                return remark("the pages were not made again: \(text)")
            }
            rounds.isUnbuilt = false
        }
        // Pages that show an older answer are not confirmed.
        try world.confirm(round.heartbeat, rounds.comparedAt, measured.at)
    }
}

extension Worker {
    /// Records what a job that failed or was cancelled has left, so that pages do not go on showing
    /// what a probe before it saw. A job that is done has recorded what it waited for.
    func recordSight(_ context: StepContext) async {
        do {
            let state = try world.store.job(context.job.id).state
            guard let slug = context.slug, state == .failed || state == .cancelled else { return }
            _ = try await world.probe([slug], by: .job(context.job.id))
        } catch {
            let text = RecordedText(PuertoError.own(error))
            try? world.store.log(
                RecordedText(
                    "what is left was not probed: \(text.english)",
                    spanish: "no se comprobó lo que queda: \(text(.es))"),
                afterTheEndOf: context.lease)
        }
    }
}
