import PuertoCore
import Testing

@testable import PuertoSite

/// The parts on running stacks of a client's page, the base system's and the first page.
@Suite struct OperationsPageTests {
    /// A page of `smallInUse` with one tenant's operations changed.
    private func page(
        _ slug: String, _ operations: Operations? = nil, status: Tenant.Status? = nil,
        of path: String? = nil, english: Bool = true
    ) throws -> String {
        var fleet = Fleet.smallInUse
        if let operations { fleet.operations[try Slug(slug)] = operations }
        if let status, let index = fleet.tenants.firstIndex(where: { $0.slug.text == slug }) {
            fleet.tenants[index].status = status
        }
        let workspace = try TestWorkspace.withFixture()
        try workspace.build(fleet, .both)
        let root = english ? "public/portal/en/" : "public/portal/"
        return try workspace.read(root + (path ?? "clients/\(slug).html"))
    }

    private func probe(_ health: Health, at: Int = 1_763_000_000) -> ProbeResult {
        ProbeResult(at: at, health: health, milliseconds: 5)
    }

    @Test func aStackThatNobodyHasProbedIsByTheRecord() throws {
        let sur = try page("sur")
        #expect(sur.contains("by the record, not probed"))
        #expect(!sur.contains("class=\"uptime\"") && !sur.contains("id=\"drift\""))
        #expect(sur.contains("There are no jobs yet."))
        #expect(!(try page("acme").contains("by the record, not probed")))
    }

    @Test func theHeadingTellsStateSinceWhenAndTheLastProbe() throws {
        let acme = try page("acme")
        #expect(
            acme.contains(
                "<span class=\"st ready\">ready</span> <span class=\"soft\">since <time datetime=\"2025-10-09T09:53+01:00\">"
            ))
        #expect(
            acme.contains(
                "<span class=\"st degraded\">degraded</span> <span class=\"soft\">probed on <time datetime=\"2025-11-13T03:13+01:00\">Nov 13, 2025, 3:13\u{A0}AM</time>, 412\u{A0}ms</span> <span class=\"detail\"><bdi>no worker has &lt;pinged&gt; for 3 min</bdi></span>"
            ))
        let sur = try page("sur", Operations(probe: probe(.healthy)), status: .ready)
        #expect(!sur.contains("<span class=\"soft\">since "))
    }

    @Test func aSuspendedClientHasItsReasonAndAProbeFromBefore() throws {
        let norte = try page("norte")
        #expect(norte.contains("<p>Reason: <bdi>impago &lt;de&gt; &quot;octubre&quot;</bdi></p>"))
        #expect(norte.contains("Before that, the last probe:"))
        #expect(!norte.contains("Record and probe disagree"))
        let ready = try page("norte", status: .ready)
        #expect(!ready.contains("<p>Reason:"))
    }

    @Test(arguments: [
        (Tenant.Status.ready, Health.healthy, false), (.ready, .degraded, true),
        (.ready, .down, true), (.degraded, .down, false), (.degraded, .degraded, false),
        (.degraded, .healthy, true), (.suspended, .healthy, true), (.suspended, .down, false),
        (.draft, .healthy, true), (.provisioning, .down, false),
    ])
    func recordAndProbeThatDisagreeAreSaidTo(
        status: Tenant.Status, health: Health, isSaid: Bool
    ) throws {
        let text = try page("acme", Operations(probe: probe(health)), status: status)
        #expect(text.contains("Record and probe disagree") == isSaid)
        // A probe that is older than the state proves nothing.
        let old = Operations(stateSince: 1_763_000_001, probe: probe(health))
        #expect(!(try page("acme", old, status: status).contains("Record and probe disagree")))
    }

    @Test func jobsShowWhatWasAskedForHowItWentAndTheirSteps() throws {
        let acme = try page("acme")
        let jobs = try #require(acme.section("jobs"))
        for part in [
            "<h3>Upgrade <span class=\"st running\">running</span></h3>",
            "<dt>Image of windmill</dt><dd><code>windmill:1.743.0</code></dd>",
            "<details open><summary>Steps: 1 of 3</summary>",
            "<li><bdi>pull</bdi> <span class=\"st done\">done</span> <span class=\"soft\">&lt; 1 s</span></li>",
            "<li><bdi>start</bdi> <span class=\"st running\">running</span></li>",
            "<li><bdi>probe</bdi> <span class=\"st waiting\">waiting</span></li>",
            "<h3>Rotate <span class=\"st failed\">failed</span></h3>",
            "<bdi>cli:ana</bdi> · 1\u{A0}min 35\u{A0}s · attempt 2 of 3</p>",
            "<dt>Credential</dt><dd><code>postgres</code></dd>",
            "<p class=\"error\"><bdi>PostgreSQL &amp; co. refused the new password</bdi></p>",
            "<details><summary>Steps: 1 of 2</summary>", "1\u{A0}h 2\u{A0}min",
        ] { #expect(jobs.contains(part), "\(part)") }
        let job = try #require(Fleet.smallInUse.operations[Slug("acme")]?.jobs[1])
        #expect(job.id.count == 16)
        #expect(jobs.contains("<code data-copy>puerto job log \(job.id.prefix(8))</code>"))
        #expect(jobs.contains("<code data-copy>puerto job retry \(job.id.prefix(8))</code>"))
        #expect(!jobs.contains(job.id))
    }

    @Test func aJobThatIsTriedAgainSaysWhen() throws {
        let jobs = [Job.made(.restart, "acme", .queued, attempt: 2, error: "busy")]
        let text = try #require(page("acme", Operations(jobs: jobs)).section("jobs"))
        #expect(text.contains("attempt 2 of 3 · not before <time"))
        #expect(text.contains("<bdi>busy</bdi>") && !text.contains("<details"))
    }

    @Test func driftHasACommandForEachThing() throws {
        let drift = try #require(page("acme").section("drift"))
        #expect(
            drift.contains(
                "<span class=\"tag\">stack file</span> <code>stacks/acme/compose.yaml</code>"))
        #expect(drift.contains("edited &lt;by&gt; hand"))
        #expect(drift.components("<code data-copy>puerto reconcile acme</code>") == 2)
        #expect(drift.contains("2 things differ."))
        let none = try #require(page("base").section("drift"))
        #expect(none.contains("everything is as the record says."))
    }

    @Test func longListsOfDriftAreCut() throws {
        let many = (1...1000).map {
            Drift(.stray, subject: "c\($0)", found: String(repeating: "x", count: 2000), mend: "m")
        }
        let text = try page("acme", Operations(drift: many))
        #expect(text.contains("And 980 more.") && text.utf8.count < 40_000)
    }
}

extension String {
    /// The part of a page from a section's heading to its end.
    fileprivate func section(_ id: String) -> String? {
        guard let start = firstRange(of: "<h2 id=\"\(id)\">") else { return nil }
        let rest = self[start.upperBound...]
        return rest.firstRange(of: "</section>").map { String(rest[..<$0.lowerBound]) }
    }

    fileprivate func components(_ text: String) -> Int { ranges(of: text).count }
}
