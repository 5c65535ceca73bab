import ArgumentParser
import Logging
import PuertoCore
import PuertoJobs
import PuertoStore

/// `puerto work`.
struct Work: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "work", abstract: "Run the queued jobs.",
        discussion: """
            A service that runs until SIGTERM, SIGINT or SIGHUP, then stops after the steps that \
            are running; the next worker continues there. Several workers may run at once. \
            While no container engine answers, jobs wait and use up no attempt. Every minute it \
            looks for clients that should run and do not, and brings them back. One of them \
            probes every stack each minute (engine.probe_interval_s in puerto.yaml; 0 for none), \
            and makes the pages again when an answer changes. It signs the history, and writes \
            signed heads of it to the folder that puerto.yaml names (history.export).
            """)

    @Flag(help: "Stop when the queue is empty.") var once = false
    @Option(help: "The number of jobs at a time.") var jobs = 2
    @OptionGroup var options: WorkspaceOptions

    func validate() throws {
        guard (1...32).contains(jobs) else { throw ValidationError("--jobs is from 1 to 32") }
    }

    func run() async throws {
        let (logger, sign) = (Logger(label: "puerto.work"), StopSign())
        let lock = LockWait { logger.warning("\($0)") }
        let run = try JobRun(options) { lock.goesOn(after: $0) && !sign.isUp }
        let nudge = RecordsNudge(options.folder)
        var world = run.world
        world.pause = { await nudge.wait($0) }
        let worker = Worker(world, stop: sign, remark: { logger.warning("\($0)") }) {
            Work.log($0, $1, logger)
        }
        let signal = try StopSignal()
        signal.listen(to: JobInterruption.signals)
        signal.whenRaised {
            logger.info("told to stop: ends after the steps it is in")
            sign.raise()
        }
        logger.info("works on \(jobs) jobs at a time")
        let rounds = HistoryRounds(workspace: run.workspace, store: run.store)
        let keeping = Task { await rounds.run { logger.warning("\($0)") } }
        defer { keeping.cancel() }
        try await worker.serve(limit: jobs, isOnce: once) { logger.warning("\($0)") }
        keeping.cancel()
        await keeping.value
        logger.info("done")
    }

    private static func log(_ job: Job, _ news: JobNews, _ logger: Logger) {
        let name = "\(job.id.prefix(8)) \(job.action.rawValue) \(job.tenant?.text ?? "")"
        switch news {
        case .begun: logger.info("\(name): begun")
        case .step(let step, .done, let seconds):
            logger.info("\(name): \(step) done in \(JobProgress.text(seconds)) s")
        case .step(let step, .failed, _): logger.warning("\(name): \(step) failed")
        case .step: break
        case .line(_, let text): logger.debug("\(name): \(text)")
        case .ended(let job):
            logger.info("\(name): \(job.state.rawValue)\(job.error.map { ": \($0)" } ?? "")")
        }
    }
}
