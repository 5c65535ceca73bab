import Glibc
import PuertoJobs
import Synchronization

/// Lets a verb in the foreground end after the step it is in, on Ctrl-C, SIGTERM or SIGHUP.
final class JobInterruption: Sendable {
    let sign = StopSign()
    private let isListening = Mutex(false)

    /// Listens from now on; idempotent.
    func listen() throws {
        let isNew = isListening.withLock { isListening in
            defer { isListening = true }
            return !isListening
        }
        guard isNew else { return }
        let signal = try StopSignal()
        signal.listen(to: JobInterruption.signals)
        let sign = sign
        signal.whenRaised {
            Failure.note(
                Spoken.say(
                    "se pidió parar: termina tras el paso en curso (otra vez: termina ya)",
                    "told to stop: ends after the step it is in (once more: ends at once)"))
            sign.raise()
        }
    }

    /// SIGHUP too, which a closed terminal sends, unless `nohup` keeps it away.
    static var signals: [Int32] {
        var old = sigaction()
        sigaction(SIGHUP, nil, &old)
        let handler = unsafeBitCast(old.__sigaction_handler.sa_handler, to: Int.self)
        return handler == 1 ? [SIGINT, SIGTERM] : [SIGINT, SIGTERM, SIGHUP]
    }
}
