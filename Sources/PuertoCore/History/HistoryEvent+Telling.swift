extension HistoryEvent {
    /// Returns what the lines tell, newest first, as the lines are.
    ///
    /// A job's lines become one event at its end, as the doing of its requester. Questions to the
    /// worker, looks at a plan and refusals are left out: they change nothing.
    package static func told(by entries: [AuditEntry]) -> [HistoryEvent] {
        let jobs = HistoryJobs(entries)
        var events: [HistoryEvent] = []
        for entry in entries {
            guard let event = event(entry, jobs) else { continue }
            if let last = events.last, last.repeats(event) {
                events[events.count - 1].count += 1
            } else {
                events.append(event)
            }
        }
        return events
    }

    private static func event(_ entry: AuditEntry, _ jobs: HistoryJobs) -> HistoryEvent? {
        let what = What(entry.action)
        if case .job = what { return jobs.end(entry) }
        guard entry.outcome != .refused, !jobs.isPart(entry), !isSilent(entry) else { return nil }
        switch what {
        case .line(.jobAdd), .line(.tenantDisk):
            return jobs.isOver(entry) ? nil : HistoryEvent(entry)
        case .line(.linkAsk), .line(.pageAsk), .line(.revealAsk):
            return jobs.isAnswered(entry) ? nil : HistoryEvent(entry)
        case .line, .job, .container, .unknown: return HistoryEvent(entry)
        }
    }

    /// Tells whether the line only accompanies another, or changes nothing.
    private static func isSilent(_ entry: AuditEntry) -> Bool {
        let action = entry.action
        return action.hasSuffix(".answer") || action.hasSuffix(".take")
            || action.hasPrefix("history.") || action == HistoryAction.planAsk.rawValue
            || action == HistoryAction.approval.rawValue || isSealing(entry)
    }

    /// Tells whether a password was opened for a link, which nobody sees: the link has its own line.
    private static func isSealing(_ entry: AuditEntry) -> Bool {
        entry.action == HistoryAction.credentialShow.rawValue
            && entry.fields.contains { $0.name == "to" && $0.value == "link" }
    }
}

/// The jobs and errands of some lines, by the first eight digits of their ids.
private struct HistoryJobs {
    private var requests: [String: AuditEntry] = [:]
    private var ends: Set<String> = []
    private var answers: Set<String> = []

    init(_ entries: [AuditEntry]) {
        for entry in entries {
            if entry.action == HistoryAction.jobAdd.rawValue, entry.outcome == .done {
                if let id = HistoryJobs.job(entry) { requests[id] = entry }
            } else if HistoryJobs.isEnd(entry) {
                if let id = HistoryJobs.job(entry) { ends.insert(id) }
            } else if entry.action.hasSuffix(".answer") || entry.action.hasSuffix(".take") {
                if let id = HistoryJobs.errand(entry) { answers.insert(id) }
            }
        }
    }

    private static func isEnd(_ entry: AuditEntry) -> Bool {
        if case .job = HistoryEvent.What(entry.action) { return true }
        return entry.action == HistoryAction.jobCancel.rawValue
    }

    private static func job(_ entry: AuditEntry) -> String? { entry.id("job") }
    private static func errand(_ entry: AuditEntry) -> String? { entry.id("errand") }

    /// The end of a job, as its requester's doing where the request is among the lines.
    func end(_ entry: AuditEntry) -> HistoryEvent {
        guard let id = HistoryJobs.job(entry), let request = requests[id] else {
            return HistoryEvent(entry)
        }
        return HistoryEvent(entry, request)
    }

    func isOver(_ entry: AuditEntry) -> Bool { HistoryJobs.job(entry).map(ends.contains) ?? false }

    func isAnswered(_ entry: AuditEntry) -> Bool {
        HistoryJobs.errand(entry).map(answers.contains) ?? false
    }

    /// Tells whether a job wrote the line on its way, and its request or end is among the lines.
    func isPart(_ entry: AuditEntry) -> Bool {
        guard entry.actor.hasPrefix("job:") else { return false }
        let id = String(entry.actor.dropFirst(4).prefix(8))
        return ends.contains(id) || requests[id] != nil
    }
}

extension AuditEntry {
    fileprivate func id(_ name: String) -> String? {
        fields.first { $0.name == name }.map { String($0.value.prefix(8)) }
    }
}
