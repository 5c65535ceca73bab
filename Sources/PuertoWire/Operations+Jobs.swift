package import PuertoCore

/// A job that an operation has queued, found or changed.
package struct QueuedJob: Codable, Sendable {
    package let job: Job

    package init(_ job: Job) { self.job = job }
}

/// Queues an action on a tenant. Owners may, where no approval is needed.
package struct Act: Operation, Hashable {
    package static let name = OperationName.act
    package typealias Answer = QueuedJob

    package let action: Action
    package let slug: Slug
    /// Only reason, field and images; everything else is refused.
    package let parameters: JobParameters
    /// The hash of the plan that was shown.
    package let plan: String?
    /// The slug, typed, for a destructive action.
    package let confirm: String?
    /// The request's idempotency key.
    package let key: String?

    package init(
        _ action: Action, _ slug: Slug, _ parameters: JobParameters, plan: String?,
        confirm: String?, key: String?
    ) {
        self.action = action
        self.slug = slug
        self.parameters = parameters
        self.plan = plan
        self.confirm = confirm
        self.key = key
    }
}

/// Queues a build, or returns the one that waits. Owners may.
package struct RequestBuild: Operation {
    package static let name = OperationName.build
    package typealias Answer = QueuedJob

    package let key: String?

    package init(key: String?) { self.key = key }
}

/// Asks for jobs, newest first. Any session may.
package struct GetJobs: Operation {
    package static let name = OperationName.jobs

    package struct Answer: Codable, Sendable {
        package let jobs: [Job]
        /// The names of the jobs' clients by slug, where they were asked for.
        package let names: [String: String]?

        package init(_ jobs: [Job], names: [String: String]? = nil) {
            self.jobs = jobs
            self.names = names
        }
    }

    package let tenant: Slug?
    package let state: Job.State?
    /// At most 200.
    package let limit: Int
    /// True to get the names of the jobs' clients too.
    package let withNames: Bool?
    /// A client's slug or name as it was typed, in place of `tenant`.
    package let client: String?

    package init(
        of tenant: Slug?, client: String? = nil, state: Job.State?, limit: Int,
        withNames: Bool = false
    ) {
        self.tenant = tenant
        self.client = client
        self.state = state
        self.limit = limit
        self.withNames = withNames
    }
}

/// Asks for a job with at most 200 lines of its log. Any session may.
package struct GetJob: Operation {
    package static let name = OperationName.job

    package struct Answer: Codable, Sendable {
        package let job: Job
        package let events: [JobEvent]

        package init(_ job: Job, _ events: [JobEvent]) {
            self.job = job
            self.events = events
        }
    }

    package let id: String
    /// The number of the last line that is known; `nil` for the last lines.
    package let after: Int?

    package init(_ id: String, after: Int?) {
        self.id = id
        self.after = after
    }

    package var written: JSONObject? {
        var object = JSONObject()
        object.add("id", id)
        object.add("after", after)
        return object
    }

    package static func reply(from frame: [UInt8]) throws -> Reply<Answer> {
        try .reading(frame) { try Answer(&$0) }
    }
}

/// Cancels a job. Owners may.
package struct CancelJob: Operation {
    package static let name = OperationName.cancel
    package typealias Answer = QueuedJob

    package let id: String

    package init(_ id: String) { self.id = id }
}

/// Queues an ended job once more, unless its action needs a plan. Owners may.
package struct RetryJob: Operation {
    package static let name = OperationName.retry
    package typealias Answer = QueuedJob

    package let id: String
    package let key: String?

    package init(_ id: String, key: String?) {
        self.id = id
        self.key = key
    }
}
