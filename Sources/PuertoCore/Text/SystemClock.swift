internal import Glibc

/// The clocks of the operating system. Code that decides by the time takes a function instead, so
/// that a test can set it.
package enum SystemClock {
    /// Seconds since 1970, UTC.
    @Sendable package static func now() -> Int { time(nil) }

    /// Seconds since some moment, by the clock that only goes forward (CLOCK_MONOTONIC).
    package static func monotonic() -> Double {
        let time = monotonicTime()
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// The same in whole milliseconds, as poll(2) counts.
    package static func monotonicMilliseconds() -> Int {
        let time = monotonicTime()
        return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
    }

    private static func monotonicTime() -> timespec {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time
    }
}
