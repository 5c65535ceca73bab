import Foundation
import PuertoCore
import TestSupport
import Testing

@testable import PuertoSite

/// The first page's texts on probes, jobs and drift.
@Suite struct HarbourKnownTests {
    private func harbour(_ fleet: Fleet) throws -> String {
        let workspace = try TestWorkspace()
        try workspace.build(fleet, .both)
        return try workspace.read("public/portal/en/index.html")
    }

    /// Clients `a`, `b`, … that are ready unless the argument changes them.
    private func fleet(
        _ known: [Operations], _ statuses: [Int: Tenant.Status] = [:]
    ) throws -> Fleet {
        var fleet = try Fleet(tenants: [.make("base", kind: .base, slot: 0, plan: nil)])
        for (index, operations) in known.enumerated() {
            let slug = String(UnicodeScalar(UInt8(97 + index)))
            fleet.tenants.append(
                try .make(
                    slug, slot: index + 1, contact: Contact(email: "a@example.com"),
                    status: statuses[index] ?? .ready))
            fleet.custody[try Slug(slug)] = Custody(credentials: [
                CredentialFact(
                    field: .app, fingerprint: "7QX2-MV0C", setAt: 1_763_000_000, version: 1,
                    isGenerated: true)
            ])
            fleet.operations[try Slug(slug)] = operations
        }
        return fleet
    }

    private func probed(_ health: Health, _ at: Int = 1_763_000_000) -> Operations {
        Operations(probe: ProbeResult(at: at, health: health, milliseconds: 1))
    }

    @Test func itSaysThatNobodyHasLookedUntilSomebodyHas() throws {
        let unknown = "This is what the record says: no probe has confirmed it."
        #expect(try harbour(fleet([Operations(), Operations()])).contains(unknown))
        let known = try harbour(
            fleet([
                probed(.healthy), probed(.healthy, 1_762_800_000), Operations(), probed(.down),
            ]))
        #expect(!known.contains(unknown))
        #expect(
            known.contains(
                "Last probe of those that are to run: 2 healthy, 1 down, 1 not probed; the oldest is of Nov 10, 2025."
            ))
    }

    @Test func probesOfClientsThatAreNotToRunDoNotCount() throws {
        let text = try harbour(
            fleet([probed(.healthy), probed(.down), probed(.down)], [1: .suspended, 2: .archived]))
        #expect(text.contains("to run: 1 healthy; the oldest"))
        #expect(text.contains("<p class=\"calm\">No client needs you.</p>"))
    }

    @Test func whoeverNeedsSomebodyIsNamedWithTheReasons() throws {
        let drift = [Drift(.stray, subject: "s", found: "f", mend: "m")]
        let text = try harbour(
            fleet(
                [
                    probed(.healthy), probed(.down),
                    Operations(jobs: [.made(.restart, "c", .failed)]),
                    Operations(jobs: [.made(.restart, "d", .done), .made(.restart, "d", .failed)]),
                    Operations(
                        probe: probed(.degraded).probe, jobs: [.made(.restart, "e", .failed)],
                        drift: drift),
                    Operations(), Operations(),
                ], [1: .degraded, 5: .provisioning, 6: .degraded]))
        let lines = text.split(separator: "\n").filter {
            $0.hasPrefix("<li><span><a href=\"clients/")
        }
        #expect(text.contains("<p>5 clients need you:</p>"))
        // The worst first, and each with its verb.
        let expected = [
            ("B", "down", "Restart"), ("E", "degraded, failed job, drift", "Retry"),
            ("G", "degraded", "Restart"), ("C", "failed job", "Retry"),
            ("F", "provisioning", "Provision"),
        ]
        try #require(lines.count == expected.count)
        for (line, (name, why, verb)) in zip(lines, expected) {
            #expect(line.contains("<bdi>\(name)</bdi></a>: \(why)</span> "), "\(line)")
            #expect(line.contains("class=\"button\" href=\"clients/\(name.lowercased()).html\""))
            #expect(line.hasSuffix(">\(verb)</a></li>"), "\(line)")
        }
        #expect(text.contains("<b>Next step:</b> <span class=\"step\">attend to <a href"))
    }

    @Test func whereThereIsAHookTheVerbLeadsToThePageThatConfirmsIt() throws {
        let workspace = try TestWorkspace()
        try workspace.build(
            fleet([probed(.down), Operations(jobs: [.made(.rotate, "b", .failed)])]),
            LivePortalTests.live())
        let text = try workspace.read("public/portal/en/index.html")
        #expect(
            text.contains(
                "<span class=\"actions\"><a class=\"button\" href=\"/hook/tenants/a/actions/restart?lang=en\" data-command=\"puerto restart a\""
            ), "\(text)")
        // A repetition needs the job's parameters, which the client's page has.
        #expect(text.contains("<a class=\"button\" href=\"clients/b.html\""))
    }

    @Test func noMoreThanEightAreNamed() throws {
        let text = try harbour(fleet(Array(repeating: probed(.down), count: 13)))
        #expect(text.contains("13 clients need you:") && text.contains(">and 5 more</li>"))
        #expect(text.ranges(of: "</a>: down").count == FleetHome.named)
    }

    @Test func theNextStepIsOfTheRecords() throws {
        func next(_ known: [Operations], _ statuses: [Int: Tenant.Status] = [:]) throws -> String {
            let text = try harbour(fleet(known, statuses))
            let line = text.split(separator: "\n").first { $0.hasPrefix("<p class=\"next-step\"") }
            let words = try #require(line).replacing(/<[^>]*>/, with: "")
            return String(words.replacing(/\s+/, with: " "))
        }
        #expect(
            try next([])
                == "Next step: add the first client. puerto tenant add SLUG --name &#39;NAME&#39;"
        )
        #expect(
            try next([probed(.healthy), Operations()], [1: .draft])
                == "Next step: give access to A, which runs. Hand over")
        #expect(
            try next(
                [Operations(), Operations(), probed(.healthy)],
                [0: .draft, 1: .draft, 2: .suspended])
                == "Next step: provision 2 drafts, first A. Provision")
        #expect(try next([Operations()], [0: .archived]) == "Next step: nothing to do. ")
    }

    @Test func aClientThatLacksSomethingIsNamedAndOneWithAnOpenJobWaitsForNoStep() throws {
        var fleet = try fleet([Operations(), Operations(), Operations()], [1: .draft, 2: .draft])
        fleet.operations[try Slug("b")] = Operations(jobs: [.made(.provision, "b", .queued)])
        fleet.tenants[1].contact.email = nil
        #expect(try harbour(fleet).contains("prepare the handoff of "))
        fleet.tenants[3].status = .archived
        fleet.operations[try Slug("a")] = Operations(jobs: [.made(.restart, "a", .running)])
        #expect(try harbour(fleet).contains("nothing to do"))
    }

    @Test func archivedClientsAreApart() throws {
        let text = try harbour(fleet([Operations(), Operations()], [0: .archived]))
        let (list, archived) = try (
            #require(text.range(of: "id=\"list\"")), #require(text.range(of: "id=\"archived\""))
        )
        let (a, b) = try (
            #require(text.range(of: "<tr data-state=\"archived\"")),
            #require(text.range(of: "<tr data-state=\"ready\""))
        )
        #expect(list.lowerBound < b.lowerBound && b.lowerBound < archived.lowerBound)
        #expect(archived.lowerBound < a.lowerBound)
        #expect(text.contains("<summary>Archived (1)</summary>"))
    }

    @Test func theBaseSystemsRowSaysWhatIsKnown() throws {
        let base = try Slug("base")
        var fleet = try fleet([Operations()])
        #expect(
            try harbour(fleet).contains("<span class=\"soft\">by the record, not probed</span>"))
        fleet.operations[base] = probed(.down)
        let text = try harbour(fleet)
        #expect(
            text.contains(
                "<span class=\"st down\">down</span> <span class=\"soft\">probed on <time datetime=\"2025-11-13\">Nov 13, 2025</time>"
            ))
        #expect(!text.contains("by the record, not probed") && !text.contains("<b>drift</b>"))
        fleet.operations[base] = Operations(
            drift: [Drift(.state, subject: "s", found: "f", mend: "m")])
        #expect(try harbour(fleet).contains("<b>drift</b>"))
    }
}
