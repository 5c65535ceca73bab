import PuertoCore
import Synchronization
import Testing

@testable import PuertoStore

@Suite struct PatienceTests {
    @Test func whoHasWaitedLongAsksMoreOften() {
        let pauses = [0.5, 1.5, 3, 5].map(Patience.pause)
        #expect(pauses == pauses.sorted(by: >) && Set(pauses).count == 4)
        // The first pause is short, for a single short transaction of another process.
        #expect(Patience.pause(0) == 1_000)
    }

    @Test func theWaitEndsAtTheLimitAndStartsAgain() {
        let patience = Patience(0.05)
        for _ in 0..<2 {
            let start = ContinuousClock.now
            var tries = 0
            while patience.wait(tries) { tries += 1 }
            let waited = ContinuousClock.now - start
            #expect(waited >= .milliseconds(50) && tries > 0)
        }
    }

    @Test func beyondTheLimitTheCallerDecides() {
        let asked = Mutex<[Double]>([])
        let patience = Patience(0.01) { waited in
            asked.withLock { asked in
                asked.append(waited)
                return asked.count < 3
            }
        }
        var tries = 0
        while patience.wait(tries) { tries += 1 }
        let seen = asked.withLock { $0 }
        #expect(seen.count == 3 && seen == seen.sorted() && seen[0] >= 0.01)
    }

    @Test func withoutPatienceThereIsNoWait() {
        #expect(!Patience(0).wait(0))
    }
}
