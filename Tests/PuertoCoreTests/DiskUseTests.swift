import PuertoCore
import Testing

/// Sizes against plans, and their words.
@Suite struct DiskUseTests {
    @Test(arguments: [
        (0, DiskState.within), (819, .within), (820, .nearly), (1023, .nearly), (1024, .full),
        (9999, .full),
    ])
    func aClientIsWarnedFrom80PercentAndFullFrom100(mib: Int, state: DiskState) {
        #expect(DiskState(total: mib, limit: 1) == state)
        #expect(DiskState(total: mib, limit: nil) == nil)
    }

    @Test func onlyWhatIsAboveThePlanIsExcess() {
        let use = DiskUse(at: 0, volumes: 1000, layers: 30, sunset: 900)
        #expect(use.total == 1030 && use.excess(limit: 1) == 6)
        #expect(use.excess(limit: 2) == 0 && use.excess(limit: nil) == 0)
        #expect(use.freshness(now: 900) == .fresh && use.freshness(now: 901) == .unknown)
    }

    @Test func sizesAreReadable() {
        #expect(DiskText.size(0, .enUS) == "0 MB" && DiskText.size(102, .esES) == "102 MB")
        #expect(DiskText.size(103, .enUS) == "0.1 GB" && DiskText.size(1536, .esES) == "1,5 GB")
        #expect(DiskText.share(922, of: 1, .esES) == "0,9 GB de 1 GB (90\u{A0}%)")
        #expect(DiskText.share(922, of: nil, .enUS) == "0.9 GB")
    }

    @Test func onlyWhatMakesAClientWorkMoreIsNewWork() {
        #expect(
            Action.allCases.filter(\.isNewWork) == [
                .provision, .resume, .restart, .upgrade, .scripts,
            ])
    }

    @Test func aMeasurementHoldsForThreeIntervalsOrADay() {
        #expect(EngineSettings(diskInterval: 300).diskSunset == 900)
        #expect(EngineSettings(diskInterval: 0).diskSunset == 86400)
    }
}
