import PuertoCore
import Testing

@Suite struct OperationsTests {
    @Test func aLineTellsOfTheProbeUnlessTheStateIsNewer() {
        let probe = ProbeResult(at: 10, health: .down, milliseconds: 1)
        #expect(OperationsLine(Operations()) == OperationsLine())
        for since in [nil, 9, 10] {
            let line = OperationsLine(Operations(stateSince: since, probe: probe))
            #expect(line == OperationsLine(health: .down, probedAt: 10))
        }
        #expect(OperationsLine(Operations(stateSince: 11, probe: probe)) == OperationsLine())
    }

    @Test func onlyTheNewestJobCanHaveFailed() throws {
        func line(_ states: Job.State...) -> OperationsLine {
            OperationsLine(Operations(jobs: states.map { .make($0) }))
        }
        #expect(line(.failed, .done).hasFailed && !line(.done, .failed).hasFailed)
        #expect(!line(.running, .failed).hasFailed && !line(.cancelled).hasFailed)
        #expect(
            line(.running, .failed).isBusy && line(.queued).isBusy && !line(.done, .queued).isBusy)
        let drift = Drift(.stray, subject: "", found: "", mend: "")
        #expect(OperationsLine(Operations(drift: [drift])) == OperationsLine(hasDrift: true))
    }

    @Test func aDayBeginsWhereItsSecondsSay() throws {
        for day in ["1970-01-01", "2000-02-29", "2026-12-31", "2100-03-01", "9999-12-31"] {
            let day = try Day(day)
            #expect(Day(secondsSince1970: day.secondsSince1970) == day)
            #expect(Day(secondsSince1970: day.secondsSince1970 + 86399) == day)
        }
        #expect(try Day("2026-11-25").secondsSince1970 == 1_795_564_800)
    }
}

extension Job {
    static func make(_ state: State, steps: [JobStep] = []) -> Job {
        Job(
            id: "0123456789abcdef", action: .restart, tenant: nil, parameters: JobParameters(),
            actor: "cli:ana", state: state, attempt: 1, attempts: 3, createdAt: 1, readyAt: 2,
            startedAt: nil, endedAt: nil, error: nil, steps: steps)
    }
}

extension Fleet {
    /// One tenant has every kind of fact, another one a single time.
    static func operations() throws -> [Slug: Operations] {
        let (slug, base) = (try Slug("a"), try Slug("base"))
        let steps = JobStep.State.allCases.map {
            JobStep(
                name: "e\u{301} \($0)", state: $0, startedAt: $0 == .waiting ? nil : 5, endedAt: 0)
        }
        let parameters = JobParameters(
            reason: "l\u{ed}nea: <b>", field: .redis,
            images: [.worker: try ImageReference("windmill:1.743.0")])
        let jobs = zip(Job.State.allCases, Action.allCases).map { state, action in
            Job(
                id: "fedcba9876543210", action: action, tenant: slug, parameters: parameters,
                actor: "cli:ana", state: state, attempt: 2, attempts: 20, createdAt: 1, readyAt: -1,
                startedAt: 3, endedAt: state.isOver ? .max : nil,
                error: state == .failed ? "" : nil, steps: steps)
        }
        let health = Health.allCases.map {
            ProbeResult(at: 1_700_000_000, health: $0, milliseconds: 7, detail: "&\n")
        }
        let drift = Drift.Kind.allCases.flatMap { kind in
            Drift.Verdict.allCases.map {
                Drift(
                    kind, subject: "s", found: "\u{202e}", mend: "puerto reconcile a",
                    verdict: $0)
            }
        }
        return [
            slug: Operations(
                stateSince: 0, reason: "", probe: health[1],
                days: [
                    HealthDay(
                        day: try Day("9999-12-31"), healthy: 1, degraded: 2, down: .max, hours: 24),
                    HealthDay(
                        day: try Day("1970-01-01"), healthy: 0, degraded: 0, down: 0, hours: 0),
                ],
                jobs: jobs, comparedAt: -5, drift: drift,
                disk: DiskUse(at: 1, volumes: 2, layers: .max - 2, sunset: 4),
                hour: HourOfUse(start: 5, memory: 6, processor: 7),
                scripts: ScriptState(
                    version: ScriptVersion(whole: "a", shared: "b", at: .max), isBehind: true)),
            base: Operations(comparedAt: 1),
        ]
    }
}
