/// Something that happened, told in one sentence. Several lines of the history may tell of it: a
/// request, the job's own lines and its end are one event.
package struct HistoryEvent: Hashable, Sendable {
    /// Seconds since 1970, UTC; the latest of its lines.
    package let at: Int
    /// The text of the `Actor` who wanted it.
    package let actor: String
    package let side: HistorySide
    package let what: What
    /// A slug, another object's name, or empty for the whole fleet.
    package let object: String
    package let outcome: AuditEntry.Outcome
    /// The lines of the detail as names and values.
    package let fields: [Field]
    /// The error among the fields, in Spanish.
    package let spanishError: String?
    /// The number of times that it happened in a row.
    package internal(set) var count = 1

    /// The kind of event.
    package enum What: Hashable, Sendable {
        case line(HistoryAction)
        /// The end of a job.
        case job(Action)
        /// A look into a container, by its verb.
        case container(String)
        /// An action that this version does not know.
        case unknown(String)
    }

    /// A line of a detail: `name: value`.
    package struct Field: Hashable, Sendable {
        package let name: String
        package let value: String
    }

    package func value(_ name: String) -> String? { fields.first { $0.name == name }?.value }
}

extension HistoryEvent {
    init(_ entry: AuditEntry) {
        self.init(
            at: entry.at, actor: entry.actor, side: entry.side, what: What(entry.action),
            object: entry.object, outcome: entry.outcome, fields: entry.fields,
            spanishError: entry.spanishError)
    }

    /// The end of a job, as its requester's doing.
    init(_ end: AuditEntry, _ request: AuditEntry) {
        self.init(
            at: end.at, actor: request.actor, side: request.side, what: What(end.action),
            object: end.object, outcome: end.outcome, fields: request.fields + end.fields,
            spanishError: end.spanishError)
    }

    /// Tells whether the other is the same event, at another time.
    func repeats(_ other: HistoryEvent) -> Bool {
        actor == other.actor && what == other.what && object == other.object
            && outcome == other.outcome && side == other.side && shown == other.shown
    }

    /// The fields that a sentence may show; numbers of jobs and addresses are not among them.
    private var shown: [Field] {
        fields.filter { !["job", "errand", "from", "receipt", "passkey"].contains($0.name) }
    }
}

extension HistoryEvent.What {
    init(_ action: String) {
        if let known = HistoryAction(rawValue: action) {
            self = .line(known)
        } else if action.hasPrefix("job."), let job = Action(rawValue: String(action.dropFirst(4)))
        {
            self = .job(job)
        } else if action.hasPrefix("container.") {
            self = .container(String(action.dropFirst(10)))
        } else {
            self = .unknown(action)
        }
    }
}

extension AuditEntry {
    /// The lines of the detail. One without a name has an empty one.
    var fields: [HistoryEvent.Field] {
        detail.split(separator: "\n").map { line in
            let bytes = line.utf8
            guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
                case let next = bytes.index(after: colon), next < bytes.endIndex,
                bytes[next] == UInt8(ascii: " ")
            else { return HistoryEvent.Field(name: "", value: String(line)) }
            return HistoryEvent.Field(
                name: String(decoding: bytes[..<colon], as: UTF8.self),
                value: String(decoding: bytes[bytes.index(after: next)...], as: UTF8.self))
        }
    }
}
