/// The verdict on an answer by its age.
package enum Freshness: Hashable, Sendable {
    /// It is young enough to hold now.
    case fresh
    /// It is older than the sunset: what holds now is unknown.
    case unknown
    /// Its time has not come yet: the clock was ahead when it was taken.
    case ahead

    /// Seconds by which two clocks may differ.
    package static let leeway = 60

    /// `at` and `now` are seconds since 1970, UTC; `sunset` is the age from which it is unknown.
    package init(of at: Int, now: Int, sunset: Int) {
        if at > now + Freshness.leeway {
            self = .ahead
        } else {
            self = now - at > sunset ? .unknown : .fresh
        }
    }
}

extension EngineSettings {
    /// Seconds after which the answer of a probe says nothing of now: three intervals, or a day
    /// when no worker probes.
    package var sunset: Int { probeInterval == 0 ? 86400 : 3 * probeInterval }
}
