internal import PuertoCore

/// A line of the history, and the name of the client that it is about.
struct HistoryLine {
    let entry: AuditEntry
    /// `nil` when no page is about its object.
    let name: String?
}

extension Site {
    var history: [HistoryLine] {
        records.history.map { entry in
            let tenant = library.tenants[entry.object]
            return HistoryLine(entry: entry, name: tenant.map { records.line($0).name })
        }
    }
}
