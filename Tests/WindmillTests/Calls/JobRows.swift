import Windmill

let scheduleRows = [
    CallRow("GET /api/w/acme/schedules/exists/f/a/nightly", answer: "true", gives: "true") {
        try await $0.scheduleExists("f/a/nightly", in: "acme")
    },
    CallRow(
        "GET /api/w/acme/schedules/get/f/a/nightly",
        answer: #"{"path":"f/a/nightly","schedule":"0 0 3 * * *","timezone":"UTC","args":null,"#
            + #""script_path":"f/a/hello","is_flow":false,"enabled":true}"#,
        gives: "0 0 3 * * * f/a/hello true"
    ) {
        guard let found = try await $0.schedule("f/a/nightly", in: "acme") else { return "none" }
        return "\(found.schedule) \(found.scriptPath) \(found.isEnabled)"
    },
    CallRow(
        "POST /api/w/acme/schedules/create",
        #"{"args":{},"enabled":true,"is_flow":false,"path":"f/a/nightly","#
            + #""schedule":"0 0 3 * * *","script_path":"f/a/hello","summary":"","#
            + #""timezone":"America/Mexico_City"}"#
    ) { try await $0.createSchedule(nightly, in: "acme") },
    CallRow(
        "POST /api/w/acme/schedules/update/f/a/nightly",
        #"{"args":{},"schedule":"0 0 3 * * *","summary":"","timezone":"America/Mexico_City"}"#
    ) { try await $0.updateSchedule(nightly, keeping: [:], in: "acme") },
    CallRow("POST /api/w/acme/schedules/setenabled/f/a/nightly", #"{"enabled":false}"#) {
        try await $0.setEnabled(false, schedule: "f/a/nightly", in: "acme")
    },
    CallRow("GET /api/w/acme/schedules/list?page=1&per_page=100", answer: "[]", gives: "0") {
        try await $0.schedules(in: "acme").rows.count
    },
    CallRow(
        "POST /api/schedules/preview", #"{"schedule":"0 0 3 * * *","timezone":"UTC"}"#,
        answer: #"["2026-12-01T03:00:00Z"]"#, gives: "[2026-12-01T03:00:00Z]"
    ) { try await $0.nextTimes(schedule: "0 0 3 * * *", timezone: "UTC") },
    CallRow("DELETE /api/w/acme/schedules/delete/f/a/nightly") {
        try await $0.deleteSchedule("f/a/nightly", in: "acme")
    },
]

let nightly = Schedule(
    path: "f/a/nightly", schedule: "0 0 3 * * *", timezone: "America/Mexico_City",
    scriptPath: "f/a/hello", isFlow: false)

let jobRows = [
    CallRow(
        "POST /api/w/acme/jobs/run/p/f/a/hello", #"{"n":1}"#, status: 201, answer: sampleJob,
        gives: sampleJob
    ) { try await $0.run("f/a/hello", ["n": 1], in: "acme") },
    CallRow(
        "POST /api/w/acme/jobs/run_wait_result/p/f/a/hello", "{}", answer: "42",
        gives: "succeeded 42"
    ) {
        guard
            case .succeeded(.integer(let number)) = try await $0.runAndWait(
                "f/a/hello", in: "acme", patience: .seconds(3600))
        else { return "failed" }
        return "succeeded \(number)"
    },
    CallRow(
        "POST /api/w/acme/jobs/run_wait_result/p/f/a/hello", "{}", status: 422,
        answer: #"{"error":{"name":"Oops"}}"#, gives: "failed"
    ) {
        guard
            case .failed(let error) = try await $0.runAndWait(
                "f/a/hello", in: "acme", patience: .seconds(3600)),
            error["error"]?["name"] == "Oops"
        else { return "succeeded" }
        return "failed"
    },
    CallRow(
        "GET /api/w/acme/jobs_u/completed/get_result_maybe/\(sampleJob)?get_started=true",
        answer: #"{"completed":false,"result":null,"started":true}"#, gives: "running"
    ) { try await $0.job(JobID(sampleJob), in: "acme") },
    CallRow(
        "GET /api/w/acme/jobs_u/completed/get_result_maybe/\(sampleJob)?get_started=true",
        answer: #"{"completed":true,"result":"x","success":false}"#, gives: "true"
    ) { try await $0.job(JobID(sampleJob), in: "acme") == .completed(.failed("x")) },
    CallRow(
        "GET /api/w/acme/jobs/completed/count", answer: #"{"database_length":12}"#, gives: "12"
    ) { try await $0.completedJobCount(in: "acme") },
    CallRow("GET /api/w/acme/jobs/queue/count", answer: #"{"database_length":0}"#, gives: "0") {
        try await $0.queuedJobCount(in: "acme")
    },
    CallRow(
        "GET /api/w/acme/jobs/completed/list?has_null_parent=true"
            + "&started_after=2026-11-30T00:00:00%2B00:00&page=1&per_page=100",
        answer: #"[{"id":"\#(sampleJob)","success":false,"duration_ms":1500,"#
            + #""script_path":"f/a/hello","started_at":"2026-11-30T10:00:00Z"},"#
            + #"{"id":"\#(sampleJob)","success":true,"duration_ms":1,"script_path":"x"}]"#,
        gives: "f/a/hello 1.5 seconds false nil"
    ) {
        let jobs = try await $0.completedJobs(in: "acme", since: "2026-11-30T00:00:00+00:00").rows
        return "\(jobs[0].scriptPath?.text ?? "nil") \(jobs[0].duration) \(jobs[0].isSuccess) "
            + "\(jobs[1].scriptPath?.text ?? "nil")"
    },
]

let sampleJob = "0192a3b4-c5d6-7e8f-9a0b-1c2d3e4f5a6b"
