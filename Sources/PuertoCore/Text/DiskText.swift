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

extension DiskRoom {
    /// MiB that clients may still take before the reserve is touched.
    package var left: Int { max(0, free - reserve) }

    /// The space that is left, in whole GB from 10 GB on, so that it does not change with each look.
    package func leftText(_ locale: RegionalLocale) -> String {
        DiskText.size(left < 10 * 1024 ? left : left / 1024 * 1024, locale)
    }

    /// A sentence on a disk that is filling up; `nil` where there is room enough.
    package func warning(_ locale: RegionalLocale) -> String? {
        let l = locale.language
        let why: String
        switch state {
        case .enough: return nil
        case .short:
            why = l(
                "se suspende a un cliente que pasa de su plan",
                "a client above its plan is suspended")
        case .stuck:
            why = l(
                "no queda ningún cliente que suspender por pasar de su plan: haz sitio o amplía el disco",
                "no client above its plan is left to suspend: make room or enlarge the disk")
        }
        let (left, kept) = (DiskText.size(free, locale), DiskText.size(reserve, locale))
        return l(
            "El disco de \(host.text) se llena: quedan libres \(left) y deben quedar \(kept); \(why).",
            "The disk of \(host.text) is filling up: \(left) are free and \(kept) are to stay free; \(why)."
        )
    }
}
