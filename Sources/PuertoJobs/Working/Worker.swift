package import PuertoCore
internal import PuertoEngine
package import PuertoStore
internal import Synchronization

/// Works on jobs: claims one, runs its steps, ends it, and rebuilds the pages.
package struct Worker: Sendable {
    let world: JobWorld
    let holder: LeaseHolder
    let watch: HolderWatch
    let news: @Sendable (Job, JobNews) -> Void
    /// Takes what concerns no job.
    let remark: @Sendable (String) -> Void
    let stop: StopSign
    package let outage = EngineOutage()
    let measured = MeasuredDisk()

    package init(
        _ world: JobWorld, holder: LeaseHolder = ProcessIdentity.own,
        watch: HolderWatch = ProcessIdentity.watch, stop: StopSign = StopSign(),
        remark: @escaping @Sendable (String) -> Void = { _ in },
        news: @escaping @Sendable (Job, JobNews) -> Void = { _, _ in }
    ) {
        self.world = world
        self.holder = holder
        self.watch = watch
        self.stop = stop
        self.remark = remark
        self.news = news
    }
}

/// Tells workers to stop after their current step.
package final class StopSign: Sendable {
    private let flag = Mutex(false)

    package init() {}

    package var isUp: Bool { flag.withLock { $0 } }

    package func raise() { flag.withLock { $0 = true } }
}

extension Worker {
    /// Claims this job and works on it to its end. Returns `nil` when it cannot be claimed. Throws
    /// `conflict` when another worker takes it over meanwhile.
    package func workOne(_ id: String) async throws -> Job? {
        guard let lease = try world.store.claim(id, for: holder, watch: watch) else { return nil }
        return try await work(lease, JobPlaces())
    }

    func work(_ lease: Lease, _ places: JobPlaces) async throws -> Job {
        let log = JobLog(world.store, lease) { news(lease.job, $0) }
        let (cancelled, ending) = (StopSign(), StopSign())
        if lease.isCancelled { cancelled.raise() }
        let context = StepContext(
            world: world, lease: lease, slug: lease.job.tenant, engine: EngineCache(world.engine),
            log: log, ending: ending, cancelled: cancelled, stop: stop, places: places)
        let job = try await withThrowingTaskGroup(of: Job?.self) { group in
            group.addTask { try await run(context) }
            group.addTask {
                // Beats until the work is over. A lost lease ends the work.
                while true {
                    try await Task.sleep(for: .milliseconds(500))
                    guard !ending.isUp else { continue }
                    do {
                        try log.flush()
                        if try world.store.beat(lease) { cancelled.raise() }
                    } catch { if !ending.isUp { throw error } }
                }
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
        guard let job else {
            throw PuertoError(.io, "the job did not end").spanish("el trabajo no terminó")
        }
        news(lease.job, .ended(job))
        return job
    }

    private func run(_ context: StepContext) async throws -> Job {
        let lease = context.lease
        do {
            let tenant = try lease.job.tenant.map { try world.store.tenant($0) }
            if lease.isCancelled { return try await giveUp(context) }
            // The record may have changed since the job was queued.
            if let tenant {
                try lease.job.action.check(tenant)
                try world.store.checkDisk(lease.job.action, tenant.slug)
            }
            try await prepare(lease, context.log)
            let steps = try lease.job.action.steps(for: tenant, lease.job.parameters)
            let states = try world.store.recordSteps(
                steps.map(\.name), keepingDone: lease.job.action.keepsDoneSteps, lease)
            news(lease.job, .begun(lease.job, steps: states))
            var isChecked = false
            for (step, state) in zip(steps, states) where state.state != .done {
                if context.cancelled.isUp { return try await giveUp(context) }
                if stop.isUp { return try await end(context) { try world.store.pause(lease) } }
                try await perform(step, context, after: isChecked ? nil : checkIdentity)
                isChecked = true
            }
            return try await end(context) { try world.store.finish(lease) }
        } catch let error as PuertoError {
            return try await fail(error, context)
        } catch is Interruption {
            do {
                if context.cancelled.isUp { return try await giveUp(context) }
            } catch let error as PuertoError { return try await fail(error, context) }
            return try await end(context) { try world.store.pause(lease) }
        }
    }

    /// Ends a cancelled job; new images that may run already give way to the recorded ones.
    private func giveUp(_ context: StepContext) async throws -> Job {
        if try await isHalfUpgraded(context) { try await context.rollBack() }
        return try await end(context) { try world.store.giveUp(context.lease) }
    }

    /// Makes missing passwords, and compares the plan that the operator saw with the plan of now.
    /// Throws `conflict` when they differ.
    private func prepare(_ lease: Lease, _ log: JobLog) async throws {
        guard let slug = lease.job.tenant else { return }
        try lease.job.checkAsking()
        try world.checkImages(lease.job.action, slug, lease.job.parameters)
        let actor = Actor.job(lease.job.id)
        if lease.job.action == .provision,
            try world.store.generateMissingCredentials(of: slug, by: actor)
        {
            log.say("passwords made: the web tier recorded this client and cannot make them")
        }
        guard let seen = lease.job.parameters.plan, lease.job.steps.isEmpty else { return }
        var parameters = lease.job.parameters
        parameters.plan = nil
        guard try await world.plan(lease.job.action, slug, parameters).hash == seen else {
            throw PuertoError(
                .conflict, "the plan has changed since it was shown",
                hint: "look at the new plan, and ask again"
            ).spanish(
                "el plan cambió desde que se mostró", hint: "mira el plan nuevo, y pídelo otra vez")
        }
    }

    private func perform(
        _ step: Step, _ context: StepContext,
        after check: (@Sendable (StepContext) async throws -> Void)?
    ) async throws {
        let begin = ContinuousClock.now
        try context.log.enter(step.name)
        try world.store.mark(step.name, .running, context.lease)
        news(context.job, .step(step.name, .running, seconds: 0))
        do {
            try await check?(context)
            try await step.run(context)
        } catch let interruption as Interruption {
            try world.store.mark(step.name, .waiting, context.lease)
            throw interruption
        } catch {
            try Task.checkCancellation()
            try context.log.flush()
            let failure = PuertoError.own(error)
            try world.store.mark(
                step.name, .failed, saying: RecordedText(failure), context.lease)
            news(context.job, .step(step.name, .failed, seconds: seconds(since: begin)))
            throw failure
        }
        try context.log.flush()
        try world.store.mark(step.name, .done, context.lease)
        news(context.job, .step(step.name, .done, seconds: seconds(since: begin)))
    }

    private func seconds(since begin: ContinuousClock.Instant) -> Double {
        (ContinuousClock.now - begin) / .seconds(1)
    }
}

extension Worker {
    /// Ends the job in the records, then rebuilds the pages.
    private func end(_ context: StepContext, _ step: () throws -> Void) async throws -> Job {
        try context.log.flush()
        context.ending.raise()
        try step()
        // A build job has just made the pages.
        if context.job.action != .build { await rebuild(context) }
        return try world.store.job(context.job.id)
    }

    /// Fails the job. An error that may pass is retried, later each time; any other ends the job.
    private func fail(_ error: PuertoError, _ context: StepContext) async throws -> Job {
        try Task.checkCancellation()
        var error = error
        let mayPass = error.code == .io || error.code == .busy || error.code == .throttled
        if await isOutage(error, of: context.job) { return try postpone(error, context) }
        // A service manager may have told the step's own programs to stop too.
        if mayPass, stop.isUp, !context.cancelled.isUp {
            return try await end(context) { try world.store.pause(context.lease) }
        }
        if try await isHalfUpgraded(context) {
            do { try await context.rollBack() } catch let second as PuertoError {
                error = error.rewording { "\($0); \(second.message($1))" }
            }
        }
        let retries = mayPass && context.job.action != .upgrade
        // A registry that limits pulls does so for minutes.
        let first = error.code == .throttled ? 60 : 5
        let pause = retries ? first << min(context.job.attempt - 1, 6) : nil
        let isLast = !retries || context.job.attempt >= context.job.attempts
        if isLast, context.job.action != .upgrade { error = try await context.goBack(after: error) }
        try context.log.flush()
        context.ending.raise()
        let job = try world.store.fail(context.lease, RecordedText(error), retryAfter: pause)
        if job.state.isOver, job.action != .build { await rebuild(context) }
        return try world.store.job(job.id)
    }

    /// Tells whether the new images may be running already.
    private func isHalfUpgraded(_ context: StepContext) async throws -> Bool {
        guard context.job.action == .upgrade else { return false }
        let steps = try world.store.job(context.job.id).steps
        return steps.contains { $0.knownName == .files && $0.state != .waiting }
    }

    /// Rebuilds the pages. An error is only logged, since it does not change how the job ended.
    private func rebuild(_ context: StepContext) async {
        await recordSight(context)
        do {
            let said = try await world.rebuild()
            try world.store.log(RecordedText(said), afterTheEndOf: context.lease)
        } catch {
            let text = RecordedText(
                (error as? PuertoErrors)?.all.first ?? PuertoError.own(error))
            try? world.store.log(
                RecordedText(
                    "the pages were not made again: \(text.english)",
                    spanish: "no se hicieron de nuevo las páginas: \(text(.es))"),
                afterTheEndOf: context.lease)
        }
    }
}
