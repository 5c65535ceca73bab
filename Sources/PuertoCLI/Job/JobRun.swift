import Foundation
import PuertoCore
import PuertoJobs
import PuertoStore

/// Queues jobs and runs them in this process, unless a worker takes them.
struct JobRun {
    let workspace: Workspace
    let store: Store
    let world: JobWorld
    private let interruption = JobInterruption()

    /// `isPatient` decides about waiting for a locked database, as in `writingStore`.
    init(
        _ options: WorkspaceOptions,
        isPatient: @escaping @Sendable (Double) -> Bool = { _ in false }
    ) throws {
        workspace = try options.open()
        store = try workspace.writingStore(isPatient: isPatient)
        world = try workspace.jobWorld(store)
    }

    /// Works on a copy of the records, for answers that are not kept.
    init(withoutWriting options: WorkspaceOptions) throws {
        workspace = try options.open()
        store = try workspace.previewStore()
        world = try workspace.jobWorld(store)
    }

    /// Seconds after which an answer of a probe holds no longer.
    var sunset: Int { workspace.configuration.engine.sunset }

    /// Tells whether a signal has told this process to stop.
    var isStopped: Bool { interruption.sign.isUp }

    /// Queues a job, or continues an interrupted one for the same thing. An interrupted job for
    /// another thing is finished first: a finished job leaves a stack that every verb knows, a
    /// half-done one does not.
    func enter(_ request: JobRequest, _ progress: JobProgress) async throws -> Job {
        while true {
            let entry = try store.enter(
                request, for: ProcessIdentity.own, watch: ProcessIdentity.watch)
            switch entry {
            case .new(let job): return job
            case .continued(let job):
                Failure.note(
                    Spoken.say(
                        "sigue con el trabajo \(job.id.prefix(8)), que se interrumpió",
                        "goes on with job \(job.id.prefix(8)), which was interrupted"))
                return job
            case .blocked(let job):
                Failure.note(
                    Spoken.say(
                        "antes termina el trabajo \(job.id.prefix(8)) (\(JobRun.name(job))), que se "
                            + "interrumpió; puerto job cancel \(job.id.prefix(8)) lo anula",
                        "first ends job \(job.id.prefix(8)) (\(JobRun.name(job))), which was "
                            + "interrupted; puerto job cancel \(job.id.prefix(8)) cancels it"))
                do { try await finish(job, progress) } catch let error as PuertoError {
                    guard try store.job(job.id).state.isOver else { throw error }
                    Failure.warn(error)
                }
            }
        }
    }

    /// Queues a job for a worker, or returns the interrupted one for the same thing. Throws `busy`
    /// when another interrupted job waits.
    func enterDetached(_ request: JobRequest) throws -> Job {
        let entry = try store.enter(
            request, for: ProcessIdentity.own, watch: ProcessIdentity.watch)
        switch entry {
        case .new(let job), .continued(let job): return job
        case .blocked(let job): throw Store.busy(job.tenant ?? world.home, job)
        }
    }

    /// Runs a job here, or follows the worker that runs it. Throws the error of a job that failed,
    /// and `conflict` when a signal ended the work before the job.
    func finish(_ job: Job, _ progress: JobProgress) async throws {
        try interruption.listen()
        let worker = Worker(
            world, stop: interruption.sign, remark: { Failure.note($0) }, news: progress.show)
        var seen = 0
        var current = job
        while !current.state.isOver {
            guard !isStopped else { throw JobRun.interrupted(current) }
            if worker.outage.isUp {
                try await wait(for: worker, current)
            } else if current.state == .queued, !current.isDue(at: store.clock()) {
                try await Task.sleep(for: .milliseconds(250))
            } else if let ended = try await worker.workOne(job.id) {
                current = ended
                continue
            } else {
                // Another worker runs this job, or another job of this client.
                for event in try store.events(of: job.id, after: seen) {
                    progress.follow(job, event)
                    seen = event.number
                }
                try await Task.sleep(for: .milliseconds(250))
            }
            current = try store.job(job.id)
        }
        guard current.state == .done else { throw JobRun.error(current) }
    }

    /// Waits a moment for an engine. Throws `io` when none has answered for as long as a stack may
    /// take to become healthy: the job stays in the queue.
    private func wait(for worker: Worker, _ job: Job) async throws {
        try await Task.sleep(for: .milliseconds(250))
        await worker.lookForTheEngine()
        guard let reason = worker.outage.reason,
            worker.outage.age > .seconds(world.settings.patience)
        else { return }
        let (name, id) = (JobRun.name(job), job.id.prefix(8))
        throw PuertoError(
            .io, "\(name): \(reason.english); job \(id) waits in the queue",
            hint: "start it (systemctl start docker), then the same command goes on"
        ).spanish(
            "\(name): \(reason(.es)); el trabajo \(id) espera en la cola",
            hint: "arráncalo (systemctl start docker), y la misma orden sigue")
    }

    private static func interrupted(_ job: Job) -> PuertoError {
        let id = job.id.prefix(8)
        guard job.state == .queued else {
            return PuertoError(
                .conflict, "\(name(job)): no longer followed, and a worker goes on with job \(id)",
                hint: "puerto job log \(id) --follow"
            ).spanish(
                "\(name(job)): ya no se sigue, y otro proceso continúa el trabajo \(id)",
                hint: "puerto job log \(id) --follow")
        }
        return PuertoError(
            .conflict, "\(name(job)): interrupted, and job \(id) waits in the queue",
            hint: "the same command goes on with it, as puerto work does; puerto job cancel \(id) "
                + "ends it"
        ).spanish(
            "\(name(job)): interrumpido; el trabajo \(id) espera en la cola",
            hint: "la misma orden sigue con él, como puerto work; puerto job cancel \(id) lo "
                + "termina")
    }

    private static func name(_ job: Job) -> String {
        "\(job.action.rawValue) \(job.tenant?.text ?? "")"
    }

    static func error(_ job: Job) -> PuertoError {
        let name = name(job)
        guard job.state == .failed else {
            return PuertoError(.conflict, "\(name): cancelled").spanish("\(name): anulado")
        }
        return PuertoError(
            .io, "\(name): \(job.error ?? "failed")", hint: "puerto job log \(job.id.prefix(8))"
        ).spanish(
            "\(name) falló: \(job.error(.es) ?? "sin motivo")",
            hint: "puerto job log \(job.id.prefix(8))")
    }
}
