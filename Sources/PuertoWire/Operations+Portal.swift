package import PuertoCore

/// Asks for the hook's settings. Everybody may.
package struct GetSettings: Operation {
    package static let name = OperationName.settings

    package struct Answer: Codable, Sendable {
        /// `nil` where the portal has no hook.
        package let web: HookSettings?
        package let records: Records

        package init(_ web: HookSettings?, _ records: Records = .own) {
            self.web = web
            self.records = records
        }
    }

    /// The kind of clients in the records: the agency's, or invented ones, for which nothing can be
    /// asked.
    package enum Records: String, Codable, Sendable {
        case own, demo
    }

    package init() {}

    package var written: JSONObject? { JSONObject() }

    package static func reply(from frame: [UInt8]) throws -> Reply<Answer> {
        try .reading(frame) { try Answer(&$0) }
    }
}

/// Asks whether the records and the key of programs' secrets can be used. Everybody may.
package struct CheckHealth: Operation {
    package static let name = OperationName.health
    package typealias Answer = Done

    package init() {}
}

/// Asks whether a worker runs. Any session may.
package struct GetWorker: Operation {
    package static let name = OperationName.worker

    package struct Answer: Codable, Sendable {
        package let sight: WorkerSight

        package init(_ sight: WorkerSight) { self.sight = sight }
    }

    package init() {}
}

/// Asks whether no tenant's application has the portal's host name; the answer is `conflict` if one
/// has. Everybody may.
package struct CheckName: Operation {
    package static let name = OperationName.name
    package typealias Answer = Done

    package init() {}
}
