internal import PuertoCore

/// The results of the last probes of the clients that are to run.
struct ProbeTotals: Sendable {
    private(set) var byHealth: [Health: Int] = [:]
    private(set) var unprobed = 0
    /// The moment of the oldest of those probes, in seconds since 1970, UTC; `nil` without one.
    private(set) var oldest: Int?

    init(_ lines: some Sequence<OperationsLine>) {
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
    /// Adds the totals. Only the day of the oldest probe counts, since pages show no more of it.
    func add(to print: inout Fingerprint, _ clock: SiteClock) {
        for health in Health.allCases { print.add(byHealth[health] ?? 0) }
        print.add(unprobed)
        print.add(oldest.map { clock.day($0).description } ?? "")
    }

    /// The totals in words: `14 sanos, 1 caído, 2 sin comprobar`.
    func words(_ locale: RegionalLocale) -> String {
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
