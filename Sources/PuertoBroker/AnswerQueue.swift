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
        let writes: Bool
    }

    private struct State {
        var waiting: [Request] = []
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
        for _ in 0..<AnswerQueue.threads { try start() }
    }
}

extension AnswerQueue {
    func add(_ bytes: [UInt8], for descriptor: CInt, _ number: Int) {
        let request = Request(
            bytes: bytes, descriptor: descriptor, number: number, writes: broker.writes(bytes))
        state.withLock { $0.waiting.append(request) }
        work.signal()
    }

    /// Drops the request of a connection that is gone, if nobody has begun with it.
    func forget(_ number: Int) {
        state.withLock { $0.waiting.removeAll { $0.number == number } }
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

    /// Starts a thread that answers requests as long as the program runs.
    private func start() throws {
        var thread = pthread_t()
        let box = Unmanaged.passRetained(self).toOpaque()
        let code = pthread_create(
            &thread, nil,
            { box in
                guard let box else { return nil }
                let queue = Unmanaged<AnswerQueue>.fromOpaque(box).takeRetainedValue()
                while true {
                    queue.work.wait()
                    queue.answerNext()
                }
            }, box)
        guard code == 0 else {
            Unmanaged<AnswerQueue>.fromOpaque(box).release()
            throw PuertoError(.io, "cannot start a thread: \(String(cString: strerror(code)))")
        }
        pthread_detach(thread)
    }

    private func answerNext() {
        let next = state.withLock { state -> Request? in
            let place = state.waiting.firstIndex { request in
                !request.writes || state.writing < AnswerQueue.writers
            }
            guard let place else { return nil }
            let request = state.waiting.remove(at: place)
            if request.writes { state.writing += 1 }
            return request
        }
        guard let next else { return }
        let bytes = broker.answer(next.bytes)
        let isNext = state.withLock { state -> Bool in
            if next.writes { state.writing -= 1 }
            state.done.append(
                Answer(descriptor: next.descriptor, number: next.number, bytes: bytes))
            return next.writes && state.waiting.contains { $0.writes }
        }
        // A pipe that is full can be read already.
        var one: UInt8 = 1
        _ = write(writer, &one, 1)
        // A thread that found no place for a request that writes has gone back to wait.
        if isNext { work.signal() }
    }
}
