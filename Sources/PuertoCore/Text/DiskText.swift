/// Sizes of the disk in words.
package enum DiskText {
    /// The reason with which the worker suspends a client that fills the disk.
    package static let reason = "disk"

    /// A size in MiB as GB with one digit after the point, or as MB below 0.1 GB: `1.5 GB`.
    package static func size(_ mib: Int, _ locale: RegionalLocale) -> String {
        guard mib >= 103 else { return "\(mib) MB" }
        let tenths = (mib * 10 + 512) >> 10
        let rest = tenths % 10 == 0 ? "" : locale.decimalSeparator + String(tenths % 10)
        return (tenths / 10).grouped(locale) + rest + " GB"
    }

    /// `1.1 GB of 1 GB (110 %)`; without a limit only the size.
    package static func share(_ total: Int, of limit: Int?, _ locale: RegionalLocale) -> String {
        guard let limit, limit > 0 else { return size(total, locale) }
        let percent = locale.percent(total * 100 / (limit << 10))
        let (own, all) = (size(total, locale), size(limit << 10, locale))
        return locale.language("\(own) de \(all) (\(percent))", "\(own) of \(all) (\(percent))")
    }
}

extension DiskState {
    package func word(_ l: Language) -> String {
        switch self {
        case .within: l("dentro del plan", "within its plan")
        case .nearly: l("disco casi lleno", "disk nearly full")
        case .full: l("disco lleno", "disk full")
        }
    }
}
