/// The end of a job.
package enum JobResult: Hashable, Sendable {
    case succeeded(JSONValue)
    /// The error as Windmill describes it: an object with `name` and `message`, mostly.
    case failed(JSONValue)
}

/// The state of a job that was asked for.
package enum JobState: Hashable, Sendable {
    case waiting
    case running
    case completed(JobResult)
}

extension JobState: Decodable {
    private enum CodingKeys: String, CodingKey { case completed, result, success, started }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        guard try container.decode(Bool.self, forKey: .completed) else {
            let isStarted = try container.decodeIfPresent(Bool.self, forKey: .started) ?? false
            self = isStarted ? .running : .waiting
            return
        }
        let result = try container.decodeIfPresent(JSONValue.self, forKey: .result) ?? .null
        let isSuccess = try container.decode(Bool.self, forKey: .success)
        self = .completed(isSuccess ? .succeeded(result) : .failed(result))
    }
}

/// The length of a list that the server keeps in its database.
struct DatabaseLength: Decodable {
    let length: Int

    private enum CodingKeys: String, CodingKey { case length = "database_length" }

    init(from decoder: any Decoder) throws {
        length = try decoder.container(keyedBy: CodingKeys.self).count(.length)
    }
}

/// A worker that has reported lately.
package struct Worker: Hashable, Sendable {
    package let name: String
    package let group: String
    package let version: String
    package let jobsExecuted: Int
    package let tags: [String]
}

extension Worker: Decodable {
    private enum CodingKeys: String, CodingKey {
        case worker
        case group = "worker_group"
        case version = "wm_version"
        case jobsExecuted = "jobs_executed"
        case tags = "custom_tags"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = CleanText.line(try container.decode(String.self, forKey: .worker), atMost: 200)
        group = try container.line(.group)
        version = try container.line(.version)
        jobsExecuted = try container.count(.jobsExecuted)
        tags = (try container.decodeIfPresent([String].self, forKey: .tags) ?? [])
            .prefix(100).map { CleanText.line($0, atMost: 100) }
    }
}
