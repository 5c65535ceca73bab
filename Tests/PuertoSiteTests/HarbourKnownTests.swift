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
                try .make(slug, slot: index + 1, status: statuses[index] ?? .ready))
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
        #expect(!text.contains("class=\"attention\""))
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
        let line = try #require(
            text.split(separator: "\n").first { $0.contains("class=\"attention\"") })
        #expect(line.contains("5 need you: "))
        for part in [
            "<bdi>B</bdi></a> (down),", "<bdi>C</bdi></a> (failed job)",
            "<bdi>E</bdi></a> (degraded, failed job, drift)", "<bdi>F</bdi></a> (provisioning)",
            "<bdi>G</bdi></a> (degraded).",
        ] { #expect(line.contains(part), "\(part)") }
        #expect(!line.contains("<bdi>D</bdi>"))
    }

    @Test func noMoreThanTenAreNamed() throws {
        let text = try harbour(fleet(Array(repeating: probed(.down), count: 13)))
        #expect(text.contains("13 need you: ") && text.contains(" and 3 more.</p>"))
        #expect(text.ranges(of: "</a> (down)").count == 10)
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
