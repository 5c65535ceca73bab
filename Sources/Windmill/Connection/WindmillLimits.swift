/// The time limits of a client's calls, and how often a call is tried.
package struct WindmillLimits: Hashable, Sendable {
    /// The longest time to establish a connection, TLS included.
    package var connect: Duration
    /// The longest time without a byte from the server.
    package var silence: Duration
    /// The longest time of a call, repetitions and their pauses included.
    package var total: Duration
    /// The longest time of a list with all its pages.
    package var list: Duration
    /// The most bytes of a list's answers together.
    package var listBytes = 256 * 1024 * 1024
    /// The number of attempts of a call that is safe to repeat, the first one included.
    package var attempts: Int
    /// The pause before the second attempt; each later one is twice as long.
    package var pause: Duration

    package init(
        connect: Duration = .seconds(3), silence: Duration = .seconds(10),
        total: Duration = .seconds(30), list: Duration = .seconds(120), attempts: Int = 3,
        pause: Duration = .milliseconds(200)
    ) {
        self.connect = connect
        self.silence = silence
        self.total = total
        self.list = list
        self.attempts = attempts
        self.pause = max(pause, .milliseconds(1))
    }

    /// The limits of each call of a probe: five seconds and one attempt.
    package static let probe = WindmillLimits(total: .seconds(5), attempts: 1)
}
