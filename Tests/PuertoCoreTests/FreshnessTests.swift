import PuertoCore
import Testing

@Suite struct FreshnessTests {
    @Test(arguments: [
        (1000, Freshness.fresh), (820, .fresh), (819, .unknown), (-5, .unknown), (1060, .fresh),
        (1061, .ahead), (32_000_000, .ahead),
    ])
    func anAnswerHoldsForThreeIntervals(at: Int, freshness: Freshness) {
        #expect(Freshness(of: at, now: 1000, sunset: EngineSettings.standard.sunset) == freshness)
    }

    @Test func withoutRoundsAnAnswerHoldsForADay() {
        #expect(EngineSettings(probeInterval: 20).sunset == 60)
        #expect(EngineSettings(probeInterval: 0).sunset == 86400)
    }
}
