import PuertoCore

extension World {
    /// Makes a probe, a job, a comparison or a new state of some stack, and describes it.
    mutating func changeOperations(_ random: inout SplitMix64) throws -> String {
        guard let slug = random.pick(tenants.map(\.slug)) else { return "none" }
        var parts = Parts(operations[slug] ?? Operations())
        let what: String
        switch random.number(1...11) {
        case 1...4: what = parts.probe(&random)
        case 5, 6: what = parts.job(slug, &random)
        case 7: what = parts.compare(&random)
        case 8: what = parts.settle(&random)
        case 9: what = parts.measure(&random)
        case 10: what = parts.push(&random)
        default:
            operations[slug] = nil
            return "nothing known of \(slug)"
        }
        operations[slug] = parts.whole
        if random.chance(30) { _ = growHistory(&random, "tenant.probe", slug.text) }
        return "\(what) of \(slug)"
    }
}

/// Operations that can be changed.
private struct Parts {
    var whole: Operations

    init(_ whole: Operations) { self.whole = whole }

    /// The probe is mostly on the day of the one before, since lists show only the day.
    mutating func probe(_ random: inout SplitMix64) -> String {
        let last = whole.probe?.at ?? 1_762_000_000
        let at = last + (random.chance(70) ? 60 : random.number(1...3) * 40_000)
        let health = random.pick([.healthy, .healthy] + Health.allCases) ?? .down
        var days = whole.days
        let day = Day(secondsSince1970: at)
        let number = random.number(1...3)
        func count(_ kind: Health) -> Int { health == kind ? number : 0 }
        let today = HealthDay(
            day: day, healthy: count(.healthy), degraded: count(.degraded), down: count(.down),
            hours: 1)
        days.removeAll { $0.day == day }
        days.insert(today, at: 0)
        set(
            probe: ProbeResult(
                at: at, health: health, milliseconds: random.number(1...2000),
                detail: random.chance(50) ? "" : "found <\(random.number(1...9))>"),
            days: Array(days.prefix(HealthDay.shown)))
        return "\(health) probe"
    }

    mutating func job(_ slug: Slug, _ random: inout SplitMix64) -> String {
        let action = random.pick(Action.allCases) ?? .restart
        let state = random.pick(Job.State.allCases) ?? .done
        let job = Job.made(
            action, slug.text, state, attempt: random.number(1...3),
            steps: [.made("one", .done, random.number(0...9))])
        let others = random.chance(50) ? whole.jobs.dropFirst() : whole.jobs[...]
        set(jobs: Array(([job] + others).prefix(Operations.jobsShown)))
        return "\(state) \(action)"
    }

    mutating func compare(_ random: inout SplitMix64) -> String {
        let drift = (0..<random.number(0...2)).map {
            Drift(.container, subject: "c\($0)", found: "missing", mend: "puerto reconcile x")
        }
        set(comparedAt: 1_763_000_000 + random.number(0...9), drift: drift)
        return "\(drift.count) drift"
    }

    /// A new state may be newer than the last probe.
    mutating func settle(_ random: inout SplitMix64) -> String {
        whole = Operations(
            stateSince: (whole.probe?.at ?? 1_762_000_000) + random.number(-1...1),
            reason: random.chance(50) ? "why \(random.number(1...9))" : nil, probe: whole.probe,
            days: whole.days, jobs: whole.jobs, comparedAt: whole.comparedAt, drift: whole.drift,
            disk: whole.disk, hour: whole.hour, scripts: whole.scripts)
        return "state"
    }

    /// The plans of the samples have 20 GB or no limit.
    mutating func measure(_ random: inout SplitMix64) -> String {
        set(
            disk: DiskUse(
                at: 1_763_000_000 + random.number(0...9), volumes: random.number(0...25) << 10,
                layers: random.number(0...200), sunset: 900),
            hour: HourOfUse(
                start: 1_762_999_200 - 3600 * random.number(0...3),
                memory: random.number(0...4096), processor: random.number(0...2000)))
        return "disk"
    }

    mutating func push(_ random: inout SplitMix64) -> String {
        let digest = String(repeating: "\(random.number(0...9))", count: 64)
        let version = ScriptVersion(
            whole: digest, shared: digest, at: 1_763_000_000 + random.number(0...9))
        set(scripts: ScriptState(version: version, isBehind: random.chance(50)))
        return "scripts"
    }

    private mutating func set(
        probe: ProbeResult? = nil, days: [HealthDay]? = nil, jobs: [Job]? = nil,
        comparedAt: Int? = nil, drift: [Drift]? = nil, disk: DiskUse? = nil,
        hour: HourOfUse? = nil, scripts: ScriptState? = nil
    ) {
        whole = Operations(
            stateSince: whole.stateSince, reason: whole.reason, probe: probe ?? whole.probe,
            days: days ?? whole.days, jobs: jobs ?? whole.jobs,
            comparedAt: comparedAt ?? whole.comparedAt, drift: drift ?? whole.drift,
            disk: disk ?? whole.disk, hour: hour ?? whole.hour,
            scripts: scripts ?? whole.scripts)
    }
}
