import PuertoCore
import PuertoJobs
import PuertoStore

/// The mending of what `doctor` found: one plan for all clients that `reconcile` mends, confirmed
/// once. Each job does nothing when its part of the plan has changed by then.
struct DoctorMending {
    private let views: [DriftView]
    private let options: WorkspaceOptions

    init(_ views: [DriftView], _ options: WorkspaceOptions) {
        self.views = views
        self.options = options
    }

    /// Throws `invalid` without a confirmation, and `conflict` when something is left for a person.
    func perform(isConfirmed: Bool) async throws {
        let prefix = "puerto reconcile "
        let mends = views.compactMap(\.drift).filter { $0.verdict == .differs }.map(\.mend)
        let named = mends.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
        let byHand = mends.filter { !$0.hasPrefix(prefix) }
        var slugs: [Slug] = []
        for name in named {
            let slug = try Slug(name)
            if !slugs.contains(slug) { slugs.append(slug) }
        }
        if !slugs.isEmpty { try await reconcile(slugs, isConfirmed: isConfirmed) }
        guard let first = byHand.first else { return }
        throw PuertoError(
            .conflict,
            byHand.count == 1
                ? "1 thing is not mended by reconcile"
                : "\(byHand.count) things are not mended by reconcile", hint: first
        ).spanish(
            byHand.count == 1
                ? "1 cosa no la arregla reconcile"
                : "\(byHand.count) cosas no las arregla reconcile",
            hint: FindingText.words(first, .es))
    }

    private func reconcile(_ slugs: [Slug], isConfirmed: Bool) async throws {
        let run = try JobRun(options)
        var hashes: [(slug: Slug, hash: String)] = []
        var failed: [PuertoError] = []
        for slug in slugs {
            do {
                let plan = try await run.world.plan(.reconcile, slug, JobParameters())
                let text = Spoken.language == .en ? plan.text : PlanText(plan.text).printed(.es)
                Failure.note("\(slug)\n\(text)plan \(plan.hash)")
                hashes.append((slug, plan.hash))
            } catch let error as PuertoError {
                // One client without a plan holds up itself only.
                Failure.say(error)
                failed.append(error)
            }
        }
        if !isConfirmed, !hashes.isEmpty {
            let count = Clients.counted(hashes.count)
            try Confirmation.ask(Spoken.say("reconciliar \(count)", "reconcile \(count)"))
        }
        let progress = JobProgress(namesClients: true, isVerbose: false)
        var done = 0
        for (slug, hash) in hashes where !run.isStopped {
            var request = JobRequest(.reconcile, slug, by: Workspace.actor)
            request.parameters = JobParameters(plan: hash)
            do {
                try await run.finish(run.enter(request, progress), progress)
                done += 1
            } catch let error as PuertoError {
                Failure.say(error)
                failed.append(error)
            }
        }
        let left = slugs.count - done
        Failure.note(
            Spoken.say(
                "reconcile: \(done) hechos, \(left) sin hacer",
                "reconcile: \(done) done, \(left) not done"))
        if let first = failed.first { throw first }
    }
}
