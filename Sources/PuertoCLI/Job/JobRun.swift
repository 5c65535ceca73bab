import Foundation
import PuertoCore
import PuertoJobs
import PuertoStore

/// Queues jobs and runs them in this process, unless a worker takes them.
struct JobRun {
    let workspace: Workspace
    let store: Store
    let world: JobWorld

    init(_ options: WorkspaceOptions) throws {
        workspace = try options.open()
        store = try workspace.writingStore()
        world = try workspace.jobWorld(store)
    }

    /// Runs a job here, or follows the worker that runs it. Throws the error of a job that failed.
    func finish(_ job: Job, _ progress: JobProgress) async throws {
        let worker = Worker(world, stop: StopSign()) { progress.show($0, $1) }
        var seen = 0
        var current = job
        while !current.state.isOver {
            if current.state == .queued, !current.isDue(at: store.clock()) {
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

    static func error(_ job: Job) -> PuertoError {
        let name = "\(job.action.rawValue) \(job.tenant?.text ?? "")"
        guard job.state == .failed else {
            return PuertoError(.conflict, "\(name): cancelled")
        }
        return PuertoError(
            .io, "\(name): \(job.error ?? "failed")",
            hint: "puerto job log \(job.id.prefix(8))")
    }
}
