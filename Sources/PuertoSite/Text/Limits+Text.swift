internal import PuertoCore

extension PricingPlan.Limits {
    /// The limits on one line: `2 CPU, 2,5 GB de memoria, 20 GB de disco`.
    func text(_ locale: RegionalLocale) -> String {
        let l = locale.language
        var parts: [String] = []
        if let cpus { parts.append("\(decimal(cpus, locale)) CPU") }
        if let memoryMB {
            let amount =
                memoryMB >= 1024
                ? "\(decimal(Double(memoryMB) / 1024, locale)) GB"
                : "\(memoryMB.grouped(locale)) MB"
            parts.append(l("\(amount) de memoria", "\(amount) memory"))
        }
        if let diskGB {
            parts.append(
                l("\(diskGB.grouped(locale)) GB de disco", "\(diskGB.grouped(locale)) GB disk"))
        }
        if let users {
            parts.append(
                users == 1
                    ? l("1 usuario", "1 user")
                    : l("\(users.grouped(locale)) usuarios", "\(users.grouped(locale)) users"))
        }
        if let jobsPerMonth {
            let count = jobsPerMonth.grouped(locale)
            parts.append(l("\(count) ejecuciones al mes", "\(count) runs a month"))
        }
        return parts.joined(separator: ", ")
    }

    /// The number with at most one digit after the point.
    private func decimal(_ value: Double, _ locale: RegionalLocale) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0
            ? (tenths / 10).grouped(locale)
            : (tenths / 10).grouped(locale) + locale.decimalSeparator + String(tenths % 10)
    }
}
