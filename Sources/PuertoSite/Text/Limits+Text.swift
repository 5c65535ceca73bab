internal import PuertoCore

extension PricingPlan.Limits {
    /// The limits on one line: `2 CPU, 2,5 GB de memoria, 20 GB de disco`.
    func text(_ l: Language) -> String {
        var parts: [String] = []
        if let cpus { parts.append("\(decimal(cpus, l)) CPU") }
        if let memoryMB {
            let amount =
                memoryMB >= 1024
                ? "\(decimal(Double(memoryMB) / 1024, l)) GB" : "\(memoryMB.grouped(l)) MB"
            parts.append(l("\(amount) de memoria", "\(amount) memory"))
        }
        if let diskGB {
            parts.append(l("\(diskGB.grouped(l)) GB de disco", "\(diskGB.grouped(l)) GB disk"))
        }
        if let users {
            parts.append(
                users == 1
                    ? l("1 usuario", "1 user")
                    : l("\(users.grouped(l)) usuarios", "\(users.grouped(l)) users"))
        }
        if let jobsPerMonth {
            let count = jobsPerMonth.grouped(l)
            parts.append(l("\(count) ejecuciones al mes", "\(count) runs a month"))
        }
        return parts.joined(separator: ", ")
    }

    /// The number with at most one digit after the point.
    private func decimal(_ value: Double, _ l: Language) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0
            ? (tenths / 10).grouped(l)
            : (tenths / 10).grouped(l) + l(",", ".") + String(tenths % 10)
    }
}
