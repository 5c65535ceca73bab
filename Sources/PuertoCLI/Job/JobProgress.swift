import Foundation
import Glibc
import PuertoCore
import PuertoJobs
import PuertoStore
import Synchronization

/// Shows the progress of jobs. On a terminal a step has one line, which is redrawn with its time;
/// elsewhere all lines are plain.
final class JobProgress: Sendable {
    private let isTerminal: Bool
    /// Tells whether each line names its client.
    private let namesClients: Bool
    private let isVerbose: Bool
    private let isDrawn = Mutex(false)

    init(namesClients: Bool, isVerbose: Bool = false) {
        isTerminal = isatty(STDERR_FILENO) == 1 && !namesClients
        self.namesClients = namesClients
        self.isVerbose = isVerbose
    }

    func show(_ job: Job, _ news: JobNews) {
        switch news {
        case .begun(_, let steps):
            let done = steps.filter { $0.state == .done }.map(\.name)
            if !done.isEmpty {
                put(
                    job, Spoken.say("hecho antes: ", "done before: ") + done.joined(separator: ", ")
                )
            }
        case .step(let name, .running, _): draw(job, "… \(name)")
        case .step(let name, .done, let seconds):
            put(job, "✓ \(name)  \(JobProgress.text(seconds)) s")
        case .step(let name, _, let seconds):
            put(job, "✗ \(name)  \(JobProgress.text(seconds)) s")
        case .line(let step, let text):
            if isVerbose { put(job, "  \(step?.rawValue ?? ""): \(text)") }
        case .ended(let job): end(job)
        }
    }

    /// Shows a log line of a job that another worker runs.
    func follow(_ job: Job, _ event: JobEvent) {
        put(job, "\(event.step.isEmpty ? "" : "\(event.step): ")\(event.text(Spoken.language))")
    }

    private func end(_ job: Job) {
        switch job.state {
        case .queued:
            put(
                job,
                Spoken.say("aún no: ", "not yet: ") + (job.error(Spoken.language) ?? "")
                    + Spoken.say("; se repite", "; tried again"))
        case .done, .running: break
        case .failed, .cancelled: put(job, job.state.word(Spoken.language))
        }
    }

    private func draw(_ job: Job, _ text: String) {
        guard isTerminal else { return }
        isDrawn.withLock { $0 = true }
        write("\r\u{1B}[K\(text)")
    }

    private func put(_ job: Job, _ text: String) {
        let client = namesClients ? "\(job.tenant?.text ?? "fleet"): " : ""
        let isDrawn = isDrawn.withLock { isDrawn in
            defer { isDrawn = false }
            return isDrawn
        }
        // Erases what is drawn (ECMA-48, EL).
        write((isDrawn ? "\r\u{1B}[K" : "") + client + text + "\n")
    }

    /// Ignores errors: progress that cannot be shown is no reason to fail.
    private func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    static func text(_ seconds: Double) -> String {
        let tenths = Int((seconds * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
