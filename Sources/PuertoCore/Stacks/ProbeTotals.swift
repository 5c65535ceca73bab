/// The results of the last probes of the clients that are to run.
package struct ProbeTotals: Sendable {
    package private(set) var byHealth: [Health: Int] = [:]
    package private(set) var unprobed = 0
    /// The moment of the oldest of those probes, in seconds since 1970, UTC; `nil` without one.
    package private(set) var oldest: Int?

    package init(_ lines: some Sequence<OperationsLine>) {
        for line in lines {
            guard let health = line.health else {
                unprobed += 1
                continue
            }
            byHealth[health, default: 0] += 1
            oldest = min(oldest ?? .max, line.probedAt)
        }
    }
}

extension ProbeTotals {
    package init() { self.init(EmptyCollection<OperationsLine>()) }

    /// The totals in words: `14 sanos, 1 caído, 2 sin comprobar`.
    package func words(_ locale: RegionalLocale) -> String {
        var parts = Health.allCases.compactMap { health in
            byHealth[health].map { health.counted($0, locale) }
        }
        if unprobed > 0 {
            parts.append(
                "\(unprobed.grouped(locale)) \(locale.language("sin comprobar", "not probed"))")
        }
        return parts.joined(separator: ", ")
    }
}
