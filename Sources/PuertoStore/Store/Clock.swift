internal import Glibc

/// The system's clock.
package enum Clock {
    /// Seconds since 1970, UTC.
    @Sendable package static func now() -> Int { time(nil) }
}
