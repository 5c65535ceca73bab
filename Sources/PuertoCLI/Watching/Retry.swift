/// The time of the next attempt, after an error that no change of the content fixes.
struct Retry {
    private var due: ContinuousClock.Instant?
    private var pause = Duration.seconds(1)

    var isDue: Bool { due.map { $0 <= .now } ?? false }

    mutating func later() {
        due = .now.advanced(by: pause)
        pause = min(pause * 2, .seconds(30))
    }
}
