internal import PuertoCore

/// The passwords that are being verified and the line of those that wait, as a value: it starts
/// nothing and tells what is to be done.
struct LoginLine<Visit> {
    /// Verifying a password takes 128 MiB. One of the two places is kept for networks from which
    /// the account has logged in before.
    static var places: Int { 2 }
    static var placesOfStrangers: Int { 1 }
    /// Visits of each kind that wait at most: each may hold one of the web server's processes.
    static var length: Int { 8 }
    /// Milliseconds that a visit waits at most, well below the patience of the web tier.
    static var patience: Int { 4_000 }

    private struct Waiting {
        let number: Int
        let turn: LoginTurn
        let since: Int
        let visit: Visit
    }

    private var waiting: [Waiting] = []
    private var strangers = 0
    private var known = 0

    /// The outcome of a visit that arrives.
    enum Arrival {
        case begins, waits, isTurnedAway
    }
}

extension LoginLine {
    var isEmpty: Bool { waiting.isEmpty && strangers == 0 && known == 0 }

    /// Takes a place for a visit, or lets it wait.
    mutating func add(_ visit: Visit, _ number: Int, _ turn: LoginTurn, at now: Int) -> Arrival {
        if hasPlace(for: turn) {
            take(turn)
            return .begins
        }
        let alike = waiting.count { $0.turn.isKnown == turn.isKnown }
        // A stranger of the same network stands in the other line, and turns nobody away.
        let waits = waiting.contains {
            $0.turn.network == turn.network && $0.turn.isKnown == turn.isKnown
        }
        guard alike < Self.length, !waits else { return .isTurnedAway }
        waiting.append(Waiting(number: number, turn: turn, since: now, visit: visit))
        return .waits
    }

    /// Gives a visit's place back.
    mutating func end(_ turn: LoginTurn) {
        if turn.isKnown { known -= 1 } else { strangers -= 1 }
    }

    /// Takes a place for the first visit that may have one. Known networks come first.
    mutating func next() -> (visit: Visit, turn: LoginTurn)? {
        let place =
            waiting.firstIndex { $0.turn.isKnown && hasPlace(for: $0.turn) }
            ?? waiting.firstIndex { hasPlace(for: $0.turn) }
        guard let place else { return nil }
        let first = waiting.remove(at: place)
        take(first.turn)
        return (first.visit, first.turn)
    }

    /// Takes the visits out of the line that have waited too long.
    mutating func late(at now: Int) -> [Visit] {
        let late = waiting.filter { now - $0.since >= Self.patience }
        waiting.removeAll { now - $0.since >= Self.patience }
        return late.map(\.visit)
    }

    /// Takes the visit of a caller who has gone out of the line.
    mutating func forget(_ number: Int) { waiting.removeAll { $0.number == number } }

    private func hasPlace(for turn: LoginTurn) -> Bool {
        known + strangers < Self.places && (turn.isKnown || strangers < Self.placesOfStrangers)
    }

    private mutating func take(_ turn: LoginTurn) {
        if turn.isKnown { known += 1 } else { strangers += 1 }
    }
}
