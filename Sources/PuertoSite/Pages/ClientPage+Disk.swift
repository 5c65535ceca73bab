internal import Hypertext
internal import PuertoCore

extension ClientPage {
    private var diskLimit: Int? { site.plan(of: tenant)?.limits.diskGB }

    /// The reason of a client that the worker has suspended.
    var diskReason: String {
        l(
            "ocupa más disco del que incluye su plan",
            "it takes more of the disk than its plan has")
    }

    /// Tells whether its data are above its plan, as last measured.
    var isDiskFull: Bool { operations.disk?.state(limit: diskLimit) == .full }

    /// The warning of a client near its plan or above it; `nil` for any other.
    var diskWarning: String? {
        guard !isBase, tenant.status != .archived, let disk = operations.disk,
            let state = disk.state(limit: diskLimit), state != .within
        else { return nil }
        return "\(state.word(l)): \(DiskText.share(disk.total, of: diskLimit, locale))"
    }

    /// Its use of the disk, and the time of the measurement.
    var disk: HTML? {
        guard tenant.status != .draft else { return nil }
        guard let disk = operations.disk else {
            return """
                <p class="soft">\(l("Disco: sin medir.", "Disk: not measured."))</p>

                """
        }
        let share = DiskText.share(disk.total, of: diskLimit, locale)
        let own = DiskText.size(disk.layers, locale)
        let parts = l("\(own) en sus contenedores", "\(own) in its containers")
        return """
            <p\(seen("disk", sunset: site.diskSunset))>\(l("Disco:", "Disk:")) \(share), \(parts); \
            \(l("medido el", "measured on")) \(site.time(disk.at).html(locale))</p>

            """
    }
}
