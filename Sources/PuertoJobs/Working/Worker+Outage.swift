internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore

extension Worker {
    /// Seconds before a postponed job is due again. Claiming stops anyway until an engine answers.
    private static let pause = 2

    /// Asks the engine whether it answers, and ends the outage when it does.
    package func lookForTheEngine() async {
        guard outage.takesTurn() else { return }
        let reason = await Worker.silence(of: world)
        outage.asked(isOver: reason == nil)
        if reason == nil { remark("the container engine answers again") }
    }

    /// Tells whether an error comes from an engine that is away, and notes the outage. An engine
    /// that never was on this machine is no outage.
    func isOutage(_ error: PuertoError, of job: Job) async -> Bool {
        guard error.code == .io, job.action.needsTenant else { return false }
        guard let reason = await Worker.silence(of: world) else { return false }
        begin(reason)
        return true
    }

    /// Notes an outage, and says so once.
    func begin(_ reason: RecordedText) {
        if outage.begin(reason) { remark("\(reason.english); jobs wait until it answers") }
    }

    /// Puts a job back without using up its attempt. Its next worker waits for the engine.
    func postpone(_ error: PuertoError, _ context: StepContext) throws -> Job {
        context.say("no attempt is used up: it goes on when the container engine answers")
        try context.log.flush()
        context.ending.raise()
        try world.store.postpone(context.lease, RecordedText(error), for: Worker.pause)
        return try world.store.job(context.job.id)
    }

    /// The reason for which no engine answers; `nil` when one does.
    static func silence(of world: JobWorld) async -> RecordedText? {
        do {
            _ = try await world.engine()
            return nil
        } catch let error as PuertoError where error.code == .io {
            return RecordedText(messageOf: error)
        } catch { return nil }
    }
}
