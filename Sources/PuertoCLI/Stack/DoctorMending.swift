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
            .conflict, "\(byHand.count) things are not mended by reconcile", hint: first)
    }

    private func reconcile(_ slugs: [Slug], isConfirmed: Bool) async throws {
        let run = try JobRun(options)
        var hashes: [(slug: Slug, hash: String)] = []
        var failed: [PuertoError] = []
        for slug in slugs {
            do {
                let plan = try await run.world.plan(.reconcile, slug, JobParameters())
                Failure.note("\(slug)\n\(plan.text)plan \(plan.hash)")
                hashes.append((slug, plan.hash))
            } catch let error as PuertoError {
                // One client without a plan holds up itself only.
                Failure.say(error.description)
                failed.append(error)
            }
        }
        if !isConfirmed, !hashes.isEmpty {
            let noun = hashes.count == 1 ? "client" : "clients"
            try Confirmation.ask("reconcile \(hashes.count) \(noun)")
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
                Failure.say(error.description)
                failed.append(error)
            }
        }
        Failure.note("reconcile: \(done) done, \(slugs.count - done) not done")
        if let first = failed.first { throw first }
    }
}
