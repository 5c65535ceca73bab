/// Jobs.
extension WindmillClient {
    /// Asks for a run of a script, and returns its job's id at once.
    package func run(
        _ path: ItemPath, _ arguments: [String: JSONValue] = [:], in id: WorkspaceID
    ) async throws -> JobID {
        try await text(.post("/w/\(id)/jobs/run/p/\(path)", arguments)) { try JobID($0) }
    }

    /// Runs a script and waits for its end, at most `patience`, which counts instead of the limits
    /// of the client. The job goes on when the time is up.
    package func runAndWait(
        _ path: ItemPath, _ arguments: [String: JSONValue] = [:], in id: WorkspaceID,
        patience: Duration
    ) async throws -> JobResult {
        var call = try Call.post("/w/\(id)/jobs/run_wait_result/p/\(path)", arguments)
        call.silence = patience
        call.total = patience
        call.answerLimit = Call.itemLimit
        call.accepted = [422]
        let answer = try await send(call)
        let value: JSONValue = try Self.decode(answer, call)
        return answer.status == 422 ? .failed(value) : .succeeded(value)
    }

    /// The state of a job, and its result once it has ended.
    package func job(_ job: JobID, in id: WorkspaceID) async throws -> JobState {
        try await json(
            .get(
                "/w/\(id)/jobs_u/completed/get_result_maybe/\(job)", [("get_started", "true")],
                limit: Call.itemLimit))
    }

    /// Counts the jobs of the workspace that have ended, of those that are kept.
    package func completedJobCount(in id: WorkspaceID) async throws -> Int {
        try await json(.get("/w/\(id)/jobs/completed/count"), as: DatabaseLength.self).length
    }

    /// Counts the jobs of the workspace that wait or run.
    package func queuedJobCount(in id: WorkspaceID) async throws -> Int {
        try await json(.get("/w/\(id)/jobs/queue/count"), as: DatabaseLength.self).length
    }

    /// One page of the workspace's jobs that have ended, the newest first, steps of flows left
    /// out. With `since`, only those that were started afterwards.
    package func completedJobs(
        in id: WorkspaceID, since: ServerTime? = nil, _ page: ListPage = ListPage()
    ) async throws -> Listed<CompletedJob> {
        let time = since.map { [(name: "started_after", value: $0.text)] } ?? []
        return try await json(
            .get(
                "/w/\(id)/jobs/completed/list", [("has_null_parent", "true")] + time + page.query,
                limit: Call.listLimit))
    }
}
