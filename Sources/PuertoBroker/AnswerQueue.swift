internal import Dispatch
internal import Glibc
internal import PuertoCore
internal import Synchronization

/// Requests that wait for an answer, and answers that wait to be sent. It has threads of its own,
/// since each may block: a pool that counts processors would let the first few hold up the rest.
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
    private let work = DispatchSemaphore(value: 0)
    private let state = Mutex(State())

    private struct Request {
        let bytes: [UInt8]
        let descriptor: CInt
        let number: Int
    }

    private struct State {
        var waiting: [Request] = []
        /// Requests that write, and wait until fewer do.
        var held: [Request] = []
        var writing = 0
        var done: [Answer] = []
    }

    /// Requests that are answered at once, and how many of them may wait for another program's
    /// transaction: the others are left for those that only read.
    private static let threads = 16
    private static let writers = 10

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
        for _ in 0..<AnswerQueue.threads {
            try DetachedThread.start { [self] in
                while true {
                    work.wait()
                    answerNext()
                }
            }
        }
    }
}

extension AnswerQueue {
    func add(_ bytes: [UInt8], for descriptor: CInt, _ number: Int) {
        let request = Request(bytes: bytes, descriptor: descriptor, number: number)
        state.withLock { $0.waiting.append(request) }
        work.signal()
    }

    /// Drops the request of a connection that is gone, if nobody has begun with it or it waits for
    /// its turn.
    func forget(_ number: Int) {
        state.withLock { state in
            state.waiting.removeAll { $0.number == number }
            state.held.removeAll { $0.number == number }
        }
        broker.places.forget(number)
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

    private func answerNext() {
        guard let (request, writes) = next() else { return }
        switch broker.begin(request.bytes) {
        case .answered(let bytes): finish(request, bytes)
        case .inTurn(let turn, let answer):
            // It waits without this thread.
            broker.places.add(turn, of: request.number, answer: answer) { [self] bytes in
                finish(request, bytes)
            }
        }
        let isHeld = state.withLock { state -> Bool in
            if writes { state.writing -= 1 }
            return writes && !state.held.isEmpty
        }
        // The thread that held it back has gone on.
        if isHeld { work.signal() }
    }

    private func finish(_ request: Request, _ bytes: [UInt8]) {
        state.withLock { state in
            state.done.append(
                Answer(descriptor: request.descriptor, number: request.number, bytes: bytes))
        }
        // A pipe that is full can be read already.
        var one: UInt8 = 1
        _ = write(writer, &one, 1)
    }

    /// The next request, and whether it writes; `nil` where all that wait write, and enough do.
    private func next() -> (Request, writes: Bool)? {
        let held = state.withLock { state -> Request? in
            guard !state.held.isEmpty, state.writing < AnswerQueue.writers else { return nil }
            state.writing += 1
            return state.held.removeFirst()
        }
        if let held { return (held, true) }
        let waiting = state.withLock { $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }
        guard let waiting else { return nil }
        guard broker.writes(waiting.bytes) else { return (waiting, false) }
        let mayWrite = state.withLock { state -> Bool in
            guard state.writing < AnswerQueue.writers else {
                state.held.append(waiting)
                return false
            }
            state.writing += 1
            return true
        }
        return mayWrite ? (waiting, true) : nil
    }
}
