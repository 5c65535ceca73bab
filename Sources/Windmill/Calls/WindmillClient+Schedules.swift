/// Schedules.
extension WindmillClient {
    package func scheduleExists(_ path: ItemPath, in id: WorkspaceID) async throws -> Bool {
        try await json(.get("/w/\(id)/schedules/exists/\(path)"))
    }

    /// A schedule; `nil` when there is none.
    package func schedule(_ path: ItemPath, in id: WorkspaceID) async throws -> Schedule? {
        try await ifFound(.get("/w/\(id)/schedules/get/\(path)", limit: Call.itemLimit))
    }

    package func createSchedule(
        _ schedule: Schedule, keeping kept: [String: JSONValue] = [:], in id: WorkspaceID
    ) async throws {
        try await send(
            .post("/w/\(id)/schedules/create", KeepingFields(body: schedule, kept: kept)))
    }

    /// Sets time, arguments and summary of a schedule that exists; `setEnabled` switches it. The
    /// server clears every other field that is not among the kept ones.
    package func updateSchedule(
        _ schedule: Schedule, keeping kept: [String: JSONValue], in id: WorkspaceID
    ) async throws {
        let change = ScheduleChange(
            schedule: schedule.schedule, timezone: schedule.timezone, args: schedule.arguments,
            summary: schedule.summary)
        try await send(
            .post(
                "/w/\(id)/schedules/update/\(schedule.path)",
                KeepingFields(body: change, kept: kept), repeatable: true))
    }

    package func setEnabled(_ isEnabled: Bool, schedule path: ItemPath, in id: WorkspaceID)
        async throws
    {
        try await send(
            .post(
                "/w/\(id)/schedules/setenabled/\(path)", ["enabled": isEnabled],
                repeatable: true))
    }

    /// One page of the workspace's schedules.
    package func schedules(in id: WorkspaceID, _ page: ListPage = ListPage()) async throws
        -> Listed<Schedule>
    {
        try await json(.get("/w/\(id)/schedules/list", page.query, limit: Call.listLimit))
    }

    /// The next times at which a schedule is due, as the server counts them.
    package func nextTimes(schedule: String, timezone: String) async throws -> [ServerTime] {
        try await json(
            .post(
                "/schedules/preview", ["schedule": schedule, "timezone": timezone],
                repeatable: true))
    }

    package func deleteSchedule(_ path: ItemPath, in id: WorkspaceID) async throws {
        try await send(.delete("/w/\(id)/schedules/delete/\(path)"))
    }
}

private struct ScheduleChange: Encodable {
    let schedule: String
    let timezone: String
    let args: [String: JSONValue]
    let summary: String
}
