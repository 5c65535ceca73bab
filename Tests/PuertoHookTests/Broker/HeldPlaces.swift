import Dispatch
import PuertoCore

@testable import PuertoBroker

/// Logins from unknown networks that hold the place of strangers and fill the line before it.
final class HeldPlaces: Sendable {
    private let gate = DispatchSemaphore(value: 0)
    private let gone = DispatchGroup()
    private let count: Int

    init(_ places: LoginPlaces, _ count: Int) {
        self.count = count
        for number in 0..<count {
            let turn = LoginTurn(network: Network("203.0.113.\(number)"), isKnown: false)
            gone.enter()
            places.add(turn, of: number) { [gate] in
                gate.wait()
                return []
            } done: { [gone] _ in
                gone.leave()
            }
        }
    }

    /// Lets them go, and waits until the last one has gone: its place is free then.
    func end() {
        for _ in 0..<count { gate.signal() }
        gone.wait()
    }
}
