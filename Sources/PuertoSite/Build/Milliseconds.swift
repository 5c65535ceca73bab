internal import PuertoCore

/// A monotonic clock, for reports.
enum Milliseconds {
    static var now: Double { SystemClock.monotonic() * 1000 }
}
