/// The knowledge about the workers of a workspace.
package struct WorkerSight: Codable, Hashable, Sendable {
    package let state: State
    /// The last sign of life, in seconds since 1970, UTC; `nil` when no worker has ever run, and
    /// when each sign is of a clock that was ahead.
    package let seenAt: Int?

    package init(_ state: State, seenAt: Int?) {
        self.state = state
        self.seenAt = seenAt
    }

    package enum State: String, CaseIterable, Codable, Sendable {
        /// A worker has given a sign of life lately, and has not ended.
        case running
        /// The last worker has ended, or gives no sign.
        case gone
        /// No worker has ever run.
        case never
    }

    /// Seconds from one sign of a worker to the next.
    package static let interval = 30
    /// Seconds after which a worker without a sign counts as gone.
    package static let sunset = 3 * interval
}

extension WorkerSight {
    package var isRunning: Bool { state == .running }

    /// The absence in English words.
    package var absence: String? { absence(.en) }

    /// The absence in words, for the command line; `nil` while a worker runs.
    package func absence(_ l: Language) -> String? {
        switch state {
        case .running: nil
        case .gone:
            seenAt.map { at in
                l(
                    "ningún trabajador ha funcionado desde \(Timestamp.text(at))",
                    "no worker has run since \(Timestamp.text(at))")
            } ?? l("no funciona ningún trabajador", "no worker runs")
        case .never: l("ningún trabajador ha funcionado todavía", "no worker has ever run")
        }
    }
}

extension WorkerSight: JSONView {
    package var json: JSONObject {
        var json = JSONObject()
        json.add("state", state.rawValue)
        json.add("seen_at", time: seenAt)
        return json
    }
}
