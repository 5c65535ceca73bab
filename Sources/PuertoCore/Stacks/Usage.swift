/// A stack's use of its machine at a moment; `nil` for a figure that could not be measured.
package struct Usage: Hashable, Sendable {
    /// MiB.
    package var memory: Int?
    /// Thousandths of one processor.
    package var processor: Int?
    /// MiB of its volumes.
    package var disk: Int?

    package init(memory: Int? = nil, processor: Int? = nil, disk: Int? = nil) {
        self.memory = memory
        self.processor = processor
        self.disk = disk
    }
}

/// The highest use in one hour of rounds.
package struct HourOfUse: Hashable, Sendable {
    /// The beginning of the hour, in seconds since 1970, UTC.
    package let start: Int
    /// MiB.
    package let memory: Int
    /// Thousandths of one processor.
    package let processor: Int

    package init(start: Int, memory: Int, processor: Int) {
        self.start = start
        self.memory = memory
        self.processor = processor
    }
}

/// Rounds of probes of one stack, summed up over a round, an hour or a day.
package struct Measurement: Hashable, Sendable {
    /// Seconds since 1970, UTC, at which the time begins.
    package let start: Int
    package let rounds: Int
    package let healthy: Int
    /// The mean time of an answer, and the longest one.
    package let milliseconds: Int
    package let slowest: Int
    /// The mean use of memory and processor.
    package let usage: Usage
    /// The highest use of each.
    package let most: Usage

    package init(
        start: Int, rounds: Int, healthy: Int, milliseconds: Int, slowest: Int, usage: Usage,
        most: Usage
    ) {
        self.start = start
        self.rounds = rounds
        self.healthy = healthy
        self.milliseconds = milliseconds
        self.slowest = slowest
        self.usage = usage
        self.most = most
    }

    /// The time for which one row stands; it also decides the number of rows kept of a stack.
    package enum Grain: String, CaseIterable, Sendable {
        case round, hour, day

        /// A day of rounds each minute, 30 days of hours, two years of days.
        package var kept: Int {
            switch self {
            case .round: 1440
            case .hour: 720
            case .day: 731
            }
        }

        /// The beginning of the time that a moment belongs to.
        package func start(of moment: Int) -> Int {
            switch self {
            case .round: moment
            case .hour: moment - moment % 3600
            case .day: moment - moment % 86400
            }
        }
    }
}
