import PuertoCore
import PuertoEngine
import PuertoJobs
import PuertoStore

/// A worker for the demo's engine. It queues, claims and ends jobs as the real one does, with the
/// same steps in the same order; only what a step does is the engine's in memory.
struct DemoWorker {
    let store: Store
    let clock: DemoClock
    let settings: EngineSettings
    private let holder = LeaseHolder("demo")

    /// A step at which a job fails, and its error.
    struct Failure {
        let step: JobStep.Name
        let error: PuertoError
    }

    init(store: Store, clock: DemoClock, settings: EngineSettings) {
        self.store = store
        self.clock = clock
        self.settings = settings
    }

    /// Works off one request.
    func perform(
        _ request: JobRequest, on engine: inout DemoEngine, failing failure: Failure? = nil
    ) throws {
        let job = try store.enqueue(request)
        clock.advance(by: 1)
        let watch = HolderWatch { _ in nil }
        guard let slug = request.tenant,
            let lease = try store.claim(job.id, for: holder, watch: watch)
        else { throw PuertoError(.io, "the job '\(job.id)' of the demo was not claimed") }
        let names = try request.action.stepNames(for: store.tenant(slug), request.parameters)
        _ = try store.recordSteps(names, keepingDone: false, lease)
        for name in names {
            try store.mark(name, .running, lease)
            clock.advance(by: DemoWorker.seconds(of: name))
            if let failure, failure.step == name {
                let text = RecordedText(failure.error)
                try store.mark(name, .failed, saying: text, lease)
                _ = try store.fail(lease, text, retryAfter: nil)
                return
            }
            try step(name, lease, slug, &engine)
            try store.mark(name, .done, lease)
        }
        try store.finish(lease)
    }
}

extension DemoWorker {
    /// Does to the engine in memory and to the records what the step does.
    private func step(
        _ name: JobStep.Name, _ lease: Lease, _ slug: Slug, _ engine: inout DemoEngine
    ) throws {
        switch name {
        case .preflight:
            try store.log(["nothing else has its ports, names and addresses"], step: name, lease)
            if try store.tenant(slug).status == .draft {
                try store.setStatus(.provisioning, reason: nil, lease)
            }
        case .files: try store.setApplied(DemoWorker.digest(of: slug), lease)
        case .application: engine.start(slug, at: clock.now)
        case .health: try store.setRunningImages(settings.images, lease)
        case .stop: engine.stop(slug)
        case .refusal: try store.log(["stopped; its ports refuse"], step: name, lease)
        case .record: try record(lease)
        case .data, .database, .secure, .instance, .smoke, .remove, .restart, .mend, .compare,
            .look, .newPassword, .switchPassword, .dropOldPassword, .proof, .adopt, .pages,
            .scripts, .push:
            break
        }
    }

    private func record(_ lease: Lease) throws {
        let reason = lease.job.parameters.reason
        switch lease.job.action {
        case .suspend: try store.setStatus(.suspended, reason: reason, lease)
        case .archive: try store.setStatus(.archived, reason: reason, lease)
        case .provision, .resume, .restart, .rotate, .upgrade, .reconcile:
            try store.setStatus(.ready, reason: nil, lease)
        case .build, .scripts: break
        }
    }

    /// Seconds that a step takes.
    private static func seconds(of name: JobStep.Name) -> Int {
        switch name {
        case .database: 6
        case .application: 4
        case .health: 14
        case .stop: 8
        case .restart: 11
        case .preflight, .data, .secure, .instance, .smoke: 2
        case .files, .record, .refusal, .remove, .mend, .compare, .look, .newPassword,
            .switchPassword, .dropOldPassword, .proof, .adopt, .pages, .scripts,
            .push:
            1
        }
    }

    /// A digest in place of that of a stack file: there is none.
    private static func digest(of slug: Slug) -> String {
        let print = Fingerprint(Array(slug.text.utf8)).value
        let digits = String(print, radix: 16)
        return String(repeating: "0", count: 64 - digits.count) + digits
    }
}
