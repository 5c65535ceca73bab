internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore

/// The findings of one round of probes.
struct Round: Sendable {
    var heartbeat: Heartbeat
    /// Tells whether a health, a status or a drift is another one than the round before has left.
    var hasChanged = false
    /// The time of the comparison; `nil` when there was none.
    var comparedAt: Int?
    /// Why the stacks were not compared, or not measured.
    var problems: [String] = []
}

extension JobWorld {
    /// Probes every stack that is to answer here, compares each client with its record, and keeps
    /// what both found and measured. The engine is asked a few questions, each for all stacks; one
    /// that does not answer holds up no probe.
    func makeRound(by holder: String) async throws -> Round {
        let begin = ContinuousClock.now
        let began = try store.beginSight()
        let world = try knowingAllStacks()
        let comparison = SharedAnswer { try await Comparison(world) }
        let containers = SharedAnswer { try await comparison.get().containers }
        let wanted = world.stacksToAnswer()
        async let usage = world.usage(containers)
        let results = try await world.results(wanted, containers)
        // What was broken off says nothing of the stacks.
        try Task.checkCancellation()
        var changed = try store.record(results, by: .worker, began: began)
        let took = Int((ContinuousClock.now - begin) / .milliseconds(1))
        let heartbeat = try store.recordHeartbeat(
            on: home, holder: holder, interval: settings.probeInterval, stacks: results.count,
            milliseconds: took)
        var round = Round(heartbeat: heartbeat)
        do {
            let found = try await comparison.get().drift(of: world.clientsHere())
            // One that is broken off says of every client that it could not be compared.
            try Task.checkCancellation()
            let now = store.clock()
            changed.formUnion(try store.recordDrift(found, at: now, began: began))
            round.comparedAt = now
        } catch let error as PuertoError where error.code != .busy {
            round.problems.append("the stacks were not compared: \(error.description)")
        }
        try store.recordMeasures(world.measured(results, await usage, world.freshVolumes()))
        round.hasChanged = !changed.isEmpty
        return round
    }

    private func stacksToAnswer() -> [Slug] {
        (known ?? [:]).compactMap { slug, facts in
            // A stack whose rows cannot be read is probed, which tells why.
            guard let facts = try? facts.get() else { return slug }
            return isToAnswer(facts.tenant) ? slug : nil
        }.sorted()
    }

    private func clientsHere() -> [Slug] {
        (known ?? [:]).compactMap { slug, facts in
            guard let tenant = try? facts.get().tenant else { return slug }
            return tenant.kind == .client && tenant.host == home ? slug : nil
        }.sorted()
    }
}

extension JobWorld {
    /// Measures this workspace's running containers. Returns each tenant's use, by the number
    /// that its containers carry; nothing when the engine does not tell.
    private func usage(_ containers: SharedAnswer<[ContainerState]>) async -> [Int: Usage] {
        guard let workspace = try? store.workspaceID(), let all = try? await containers.get(),
            let engine = try? await engine()
        else { return [:] }
        let own = all.filter {
            $0.isRunning && $0.labels[StackIdentity.Label.workspace] == workspace
        }
        guard let figures = try? await engine.usage(of: own.map(\.id)) else { return [:] }
        var sums: [Int: Usage] = [:]
        for container in own {
            guard let figure = figures[container.id],
                let tenant = container.labels[StackIdentity.Label.tenant].flatMap({ Int($0) })
            else { continue }
            var sum = sums[tenant] ?? Usage()
            sum.memory = figure.memory.map { (sum.memory ?? 0) + $0 } ?? sum.memory
            sum.processor = figure.processor.map { (sum.processor ?? 0) + $0 } ?? sum.processor
            sums[tenant] = sum
        }
        return sums
    }

    private func measured(
        _ results: [Slug: ProbeResult], _ usage: [Int: Usage], _ disk: [Slug: Int]
    ) -> [Slug: (result: ProbeResult, usage: Usage)] {
        var measured: [Slug: (result: ProbeResult, usage: Usage)] = [:]
        for (slug, result) in results {
            guard let number = try? known?[slug]?.get().number else { continue }
            var own = usage[number] ?? Usage()
            own.disk = disk[slug]
            measured[slug] = (result, own)
        }
        return measured
    }

    /// MiB of the volumes of the clients that were measured lately.
    private func freshVolumes() throws -> [Slug: Int] {
        let now = store.clock()
        return try store.diskUses().filter { $1.freshness(now: now) == .fresh }
            .mapValues(\.volumes)
    }
}
