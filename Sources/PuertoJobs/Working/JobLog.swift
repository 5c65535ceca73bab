package import PuertoCore
internal import PuertoStore
internal import Synchronization

/// Buffers lines for a job's log. They are written in batches, since each write waits for the disk;
/// a batch keeps only the lines that the log would keep.
final class JobLog: Sendable {
    private let store: Store
    private let lease: Lease
    private let watch: @Sendable (JobNews) -> Void
    private let state = Mutex<(step: JobStep.Name?, waiting: LogBatch)>((nil, LogBatch([])))

    init(_ store: Store, _ lease: Lease, watch: @escaping @Sendable (JobNews) -> Void) {
        self.store = store
        self.lease = lease
        self.watch = watch
    }

    func say(_ text: String) {
        guard !text.allSatisfy(\.isWhitespace) else { return }
        let step = state.withLock { state in
            state.waiting.append(text)
            return state.step
        }
        watch(.line(step: step, text: text))
    }

    /// Writes the buffered lines. Throws `conflict` when the lease is lost.
    func flush() throws {
        let (step, batch) = state.withLock { state in
            defer { state.waiting = LogBatch([]) }
            return (state.step, state.waiting)
        }
        try store.log(batch, step: step, lease)
    }

    func enter(_ step: JobStep.Name) throws {
        try flush()
        state.withLock { $0.step = step }
    }
}

extension LogBatch {
    fileprivate mutating func append(_ line: String) {
        lines.append(line)
        let most = 2 * (LogBatch.head + LogBatch.tail)
        guard lines.count >= most else { return }
        let middle = LogBatch.head..<(lines.count - LogBatch.tail)
        lines.removeSubrange(middle)
        gap += middle.count
    }
}

/// An event of a job that a worker works on, for progress on a terminal and the worker's own log.
package enum JobNews: Sendable {
    case begun(Job, steps: [JobStep])
    case step(JobStep.Name, JobStep.State, seconds: Double)
    case line(step: JobStep.Name?, text: String)
    /// The job is over, or back in the queue.
    case ended(Job)
}
