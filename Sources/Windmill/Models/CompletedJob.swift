/// A job that has ended, as a list shows it: without its arguments and its result.
package struct CompletedJob: Hashable, Sendable {
    package let id: JobID
    /// `nil` for code that was run without being saved.
    package let scriptPath: ItemPath?
    /// `nil` for a job that no schedule started.
    package let schedulePath: ItemPath?
    package let startedAt: ServerTime?
    package let duration: Duration
    package let isSuccess: Bool
}

extension CompletedJob: Decodable {
    private enum CodingKeys: String, CodingKey {
        case id, success
        case scriptPath = "script_path"
        case schedulePath = "schedule_path"
        case startedAt = "started_at"
        case durationInMilliseconds = "duration_ms"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(JobID.self, forKey: .id)
        // Jobs of Windmill's own have paths of another form.
        scriptPath = try? container.decodeIfPresent(ItemPath.self, forKey: .scriptPath)
        schedulePath = try? container.decodeIfPresent(ItemPath.self, forKey: .schedulePath)
        startedAt = try container.decodeIfPresent(ServerTime.self, forKey: .startedAt)
        duration = .milliseconds(try container.count(.durationInMilliseconds))
        isSuccess = try container.decode(Bool.self, forKey: .success)
    }
}
