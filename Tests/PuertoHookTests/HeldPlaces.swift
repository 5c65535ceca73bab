import Dispatch
import PuertoCore

@testable import PuertoBroker

/// Logins from unknown networks that hold the place of strangers and fill the line before it.
final class HeldPlaces: Sendable {
    private let gate = DispatchSemaphore(value: 0)
    private let count: Int

    init(_ places: LoginPlaces, _ count: Int) {
        self.count = count
        for number in 0..<count {
            let turn = LoginTurn(network: Network("203.0.113.\(number)"), isKnown: false)
            places.add(turn, of: number) { [gate] in
                gate.wait()
                return []
            } done: { _ in
            }
        }
    }

    /// Lets them go.
    func end() { for _ in 0..<count { gate.signal() } }
}
