import PuertoCore

extension Fleet {
    /// `smallWithCredentials` with running stacks: a client with probes, days, jobs and drift, one
    /// whose suspension failed, the base system without faults, and one client without any
    /// operations.
    static let smallInUse: Fleet = {
        do {
            var fleet = smallWithCredentials
            fleet.operations = [
                try Slug("base"): Operations(
                    probe: ProbeResult(at: 1_763_000_000, health: .healthy, milliseconds: 41),
                    days: [
                        HealthDay(
                            day: try Day("2025-11-13"), healthy: 9, degraded: 0, down: 0, hours: 9)
                    ],
                    comparedAt: 1_763_000_100),
                try Slug("acme"): try .busy(),
                try Slug("norte"): Operations(
                    stateSince: 1_763_000_000, reason: "impago <de> \"octubre\"",
                    probe: ProbeResult(at: 1_762_990_000, health: .healthy, milliseconds: 1204),
                    jobs: [
                        .made(
                            .suspend, "norte", .failed,
                            JobParameters(reason: "impago <de> \"octubre\""),
                            error: "port 8002 still answers\nafter 30 s",
                            steps: [.made("stop", .done, 12), .made("refuse", .failed, 30)])
                    ]),
            ]
            return fleet
        } catch {
            preconditionFailure("\(error)")
        }
    }()
}

extension Operations {
    /// The operations of a ready client, with a value of every kind.
    fileprivate static func busy() throws -> Operations {
        let days = [(13, 280, 4, 1), (12, 288, 0, 0), (10, 0, 0, 12), (9, 1, 1, 1), (1, 0, 5, 0)]
        return Operations(
            stateSince: 1_760_000_000,
            probe: ProbeResult(
                at: 1_763_000_000, health: .degraded, milliseconds: 412,
                detail: "no worker has <pinged> for 3 min"),
            days: try days.map {
                HealthDay(
                    day: try Day("2025-11-\($0.0 < 10 ? "0" : "")\($0.0)"), healthy: $0.1,
                    degraded: $0.2, down: $0.3, hours: min(24, $0.1 + $0.2 + $0.3))
            },
            jobs: [
                .made(
                    .upgrade, "acme", .running,
                    JobParameters(images: [.windmill: try ImageReference("windmill:1.743.0")]),
                    steps: [
                        .made("pull", .done, 0), .made("start", .running, nil),
                        .made("probe", .waiting, nil),
                    ]),
                .made(
                    .rotate, "acme", .failed, JobParameters(field: .postgres), attempt: 2,
                    error: "PostgreSQL & co. refused the new password",
                    spanishError: "PostgreSQL y compañía no aceptan la contraseña nueva",
                    steps: [.made("make", .done, 1), .made("switch", .failed, 3725)]),
                .made(.provision, "acme", .done, steps: [.made("start", .done, 61)]),
            ],
            comparedAt: 1_763_000_100,
            drift: [
                Drift(
                    .container, subject: "acme_windmill", found: "exited, exit code 137",
                    mend: "puerto reconcile acme"),
                Drift(
                    .stackFile, subject: "stacks/acme/compose.yaml", found: "edited <by> hand",
                    mend: "puerto reconcile acme"),
            ],
            // 90 % of the plan.
            disk: DiskUse(at: 1_763_000_100, volumes: 18_000, layers: 432, sunset: 900),
            hour: HourOfUse(start: 1_762_999_200, memory: 1234, processor: 310))
    }
}

extension Job {
    /// A job that was created at 1,762,990,000 and started ten seconds later; a finished one took
    /// 95 seconds.
    static func made(
        _ action: Action, _ slug: String, _ state: State,
        _ parameters: JobParameters = JobParameters(), attempt: Int = 1, error: String? = nil,
        spanishError: String? = nil, steps: [JobStep] = []
    ) -> Job {
        let name = Fingerprint(Array("\(action.rawValue) \(slug) \(state.rawValue)".utf8)).hex
        let isBegun = state != .queued || attempt > 1
        return Job(
            id: name, action: action, tenant: try? Slug(slug), parameters: parameters,
            actor: "cli:ana", state: state, attempt: attempt, attempts: 3,
            createdAt: 1_762_990_000, readyAt: 1_762_990_000 + (attempt - 1) * 60,
            startedAt: isBegun ? 1_762_990_010 : nil,
            endedAt: state.isOver ? 1_762_990_105 : nil, error: error, spanishError: spanishError,
            steps: steps)
    }
}

extension JobStep {
    /// A step that started with the job, unless it waits; `nil` seconds for one that is not over.
    static func made(_ name: String, _ state: State, _ seconds: Int?) -> JobStep {
        let start = state == .waiting ? nil : 1_762_990_010
        return JobStep(
            name: name, state: state, startedAt: start,
            endedAt: seconds.flatMap { took in start.map { $0 + took } })
    }
}
