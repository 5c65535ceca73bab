internal import NIOCore

extension TimeAmount {
    /// The duration in whole nanoseconds; at most a day.
    init(_ duration: Duration) {
        let (seconds, attoseconds) = min(duration, .seconds(86_400)).components
        self = .nanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }
}
