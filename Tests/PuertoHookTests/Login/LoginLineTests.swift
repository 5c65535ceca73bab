import PuertoCore
import Testing

@testable import PuertoBroker

@Suite struct LoginLineTests {
    private var line = LoginLine<String>()

    private func stranger(_ number: Int) -> LoginTurn {
        LoginTurn(network: Network("203.0.113.\(number)"), isKnown: false)
    }

    private func known(_ number: Int) -> LoginTurn {
        LoginTurn(network: Network("192.0.2.\(number)"), isKnown: true)
    }

    @Test mutating func oneOfTwoPlacesIsKeptForKnownNetworks() {
        #expect(line.add("s1", 1, stranger(1), at: 0) == .begins)
        #expect(line.add("s2", 2, stranger(2), at: 0) == .waits)
        #expect(line.add("k1", 3, known(1), at: 0) == .begins)
        #expect(line.add("k2", 4, known(2), at: 0) == .waits)
        line.end(stranger(1))
        // Who is known comes first, and may have both.
        #expect(line.next()?.visit == "k2")
        #expect(line.next() == nil)
        line.end(known(1))
        #expect(line.next()?.visit == "s2")
        line.end(known(2))
        line.end(stranger(2))
        #expect(line.next() == nil && line.isEmpty)
    }

    @Test mutating func aNetworkWaitsOnceAndTheLineIsShort() {
        #expect(line.add("first", 0, stranger(0), at: 0) == .begins)
        #expect(line.add("again", 1, stranger(0), at: 0) == .waits)
        #expect(line.add("and again", 2, stranger(0), at: 0) == .isTurnedAway)
        for number in 1..<LoginLine<String>.length {
            #expect(line.add("\(number)", 2 + number, stranger(number), at: 0) == .waits)
        }
        #expect(line.add("late", 99, stranger(99), at: 0) == .isTurnedAway)
        // Strangers do not fill the line of who is known.
        #expect(line.add("known", 100, known(1), at: 0) == .begins)
        #expect(line.add("known", 101, known(2), at: 0) == .waits)
    }

    @Test mutating func aStrangerOfTheSameNetworkKeepsNobodyFromTheLine() {
        let (own, other) = (
            Network("192.0.2.1"), LoginTurn(network: Network("192.0.2.1"), isKnown: false)
        )
        #expect(line.add("s1", 1, stranger(1), at: 0) == .begins)
        #expect(line.add("k1", 2, known(9), at: 0) == .begins)
        #expect(line.add("s2", 3, other, at: 0) == .waits)
        #expect(line.add("mine", 4, LoginTurn(network: own, isKnown: true), at: 0) == .waits)
    }

    @Test mutating func whoHasGoneOrWaitedTooLongLeavesTheLine() {
        #expect(line.add("first", 0, stranger(0), at: 0) == .begins)
        for number in 1...3 {
            #expect(line.add("\(number)", number, stranger(number), at: number) == .waits)
        }
        line.forget(2)
        #expect(line.late(at: LoginLine<String>.patience + 1) == ["1"])
        line.end(stranger(0))
        #expect(line.next()?.visit == "3")
        #expect(line.next() == nil)
    }
}
