internal import Dispatch
internal import Glibc
internal import PuertoCore
internal import Synchronization

/// Requests that wait for an answer, and answers that wait to be sent.
final class AnswerQueue: Sendable {
    struct Answer: Sendable {
        let descriptor: CInt
        let number: Int
        let bytes: [UInt8]
    }

    /// Readable while there are answers to be sent.
    let descriptor: CInt
    private let writer: CInt
    private let broker: Broker
    private let queue = DispatchQueue(label: "puerto.broker", attributes: .concurrent)
    private let state = Mutex(State())

    private struct State {
        var waiting: [(request: [UInt8], descriptor: CInt, number: Int)] = []
        var running = 0
        var done: [Answer] = []
    }

    /// Requests that are answered at once. Those that wait for another program's transaction leave
    /// room for those that only read.
    private static let atOnce = 16

    init(_ broker: Broker) throws {
        self.broker = broker
        var ends: [CInt] = [0, 0]
        guard pipe(&ends) == 0 else {
            throw PuertoError(.io, "cannot make a pipe: \(String(cString: strerror(errno)))")
        }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        (descriptor, writer) = (ends[0], ends[1])
    }

    deinit {
        close(descriptor)
        close(writer)
    }
}

extension AnswerQueue {
    func add(_ request: [UInt8], for descriptor: CInt, _ number: Int) {
        state.withLock { $0.waiting.append((request, descriptor, number)) }
        start()
    }

    /// The answers that are there now.
    func taken() -> [Answer] {
        var bytes = [UInt8](repeating: 0, count: 256)
        while read(descriptor, &bytes, bytes.count) > 0 {}
        return state.withLock { state in
            defer { state.done = [] }
            return state.done
        }
    }

    private func start() {
        let next = state.withLock { state -> (request: [UInt8], descriptor: CInt, number: Int)? in
            guard state.running < AnswerQueue.atOnce, !state.waiting.isEmpty else { return nil }
            state.running += 1
            return state.waiting.removeFirst()
        }
        guard let next else { return }
        queue.async { [self] in
            let bytes = broker.answer(next.request)
            state.withLock { state in
                state.running -= 1
                state.done.append(
                    Answer(descriptor: next.descriptor, number: next.number, bytes: bytes))
            }
            // A pipe that is full can be read already.
            var one: UInt8 = 1
            _ = write(writer, &one, 1)
            start()
        }
    }
}
