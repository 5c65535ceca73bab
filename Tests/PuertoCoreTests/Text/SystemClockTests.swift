import Testing

@testable import PuertoCore

@Suite struct SystemClockTests {
    @Test func theWallClockCountsSecondsFrom1970() {
        // 2020 and 2100: any other unit or epoch falls outside.
        #expect((1_577_836_800...4_102_444_800).contains(SystemClock.now()))
    }

    @Test func theMonotonicClocksAgreeAndNeverGoBack() {
        let before = SystemClock.monotonic()
        let between = SystemClock.monotonicMilliseconds()
        let after = SystemClock.monotonic()
        #expect(Int(before * 1000) <= between + 1)
        #expect(between <= Int(after * 1000) + 1)
        #expect(before <= after)
    }
}
