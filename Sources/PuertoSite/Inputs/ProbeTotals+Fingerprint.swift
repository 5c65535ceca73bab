internal import PuertoCore

extension ProbeTotals {
    /// Adds the totals. Only the day of the oldest probe counts, since pages show no more of it.
    func add(to print: inout Fingerprint, _ clock: SiteClock) {
        for health in Health.allCases { print.add(byHealth[health] ?? 0) }
        print.add(unprobed)
        print.add(oldest.map { clock.day($0).description } ?? "")
    }
}
