internal import Dispatch
internal import PuertoCore
internal import PuertoWire
internal import Synchronization

/// The claim of a login on a place where its password is verified.
struct LoginTurn: Hashable, Sendable {
    let network: Network
    /// True if the account has logged in from this network before.
    let isKnown: Bool
}

/// The places where passwords are verified, and the line before them. They live in memory, so that
/// they end with the process that holds them; what waits holds no thread.
package final class LoginPlaces: Sendable {
    private let line = Mutex(LoginLine<Visit>())

    /// A login that has arrived.
    private struct Visit: Sendable {
        /// Verifies the password and returns the answer's frame.
        let answer: @Sendable () -> [UInt8]
        let done: @Sendable ([UInt8]) -> Void
    }

    package init() {}
}

extension LoginPlaces {
    /// Answers when its turn has come, on a thread of its own, or refuses. `number` is that of the
    /// caller's connection. `done` gets the answer's frame, unless the caller is forgotten before.
    func add(
        _ turn: LoginTurn, of number: Int, answer: @escaping @Sendable () -> [UInt8],
        done: @escaping @Sendable ([UInt8]) -> Void
    ) {
        let visit = Visit(answer: answer, done: done)
        let now = SystemClock.monotonicMilliseconds()
        let (arrival, late) = line.withLock { line in
            let late = line.late(at: now)
            return (line.add(visit, number, turn, at: now), late)
        }
        late.forEach(turnAway)
        switch arrival {
        case .begins: begin(visit, turn)
        case .waits: break
        case .isTurnedAway: turnAway(visit)
        }
    }

    /// Waits for the answer, for a caller within this process.
    func wait(
        for turn: LoginTurn, answer: @escaping @Sendable () -> [UInt8]
    ) -> [UInt8] {
        let arrival = Arrival()
        add(turn, of: LoginPlaces.nobody, answer: answer) { frame in
            arrival.frame.withLock { $0 = frame }
            arrival.semaphore.signal()
        }
        arrival.semaphore.wait()
        return arrival.frame.withLock { $0 }
    }

    /// Drops a login that waits and whose caller is gone.
    func forget(_ number: Int) { line.withLock { $0.forget(number) } }

    /// The number of no connection.
    private static let nobody = -1

    private final class Arrival: Sendable {
        let frame = Mutex<[UInt8]>([])
        let semaphore = DispatchSemaphore(value: 0)
    }

    private func begin(_ visit: Visit, _ turn: LoginTurn) {
        do {
            try DetachedThread.start { self.answer(visit, turn) }
        } catch {
            let next = line.withLock { line in
                line.end(turn)
                return line.next()
            }
            turnAway(visit)
            if let next { begin(next.visit, next.turn) }
        }
    }

    /// Answers one visit after the other as long as there are any.
    private func answer(_ first: Visit, _ turn: LoginTurn) {
        var current: (visit: Visit, turn: LoginTurn)? = (first, turn)
        while let (visit, turn) = current {
            let frame = visit.answer()
            let now = SystemClock.monotonicMilliseconds()
            let late = line.withLock { line in
                line.end(turn)
                let late = line.late(at: now)
                current = line.next()
                return late
            }
            visit.done(frame)
            late.forEach(turnAway)
        }
    }

    private func turnAway(_ visit: Visit) { visit.done(LoginPlaces.crowded) }

    private static let crowded = Broker.bytes(Reply<Done>.refusal(.crowded))
}
