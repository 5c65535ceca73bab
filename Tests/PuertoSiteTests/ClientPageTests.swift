import PuertoCore
import TestSupport
import Testing

@testable import PuertoSite

/// The order of a client's page, and its next step.
@Suite struct ClientPageTests {
    private func page(
        _ status: Tenant.Status = .ready, _ custody: Custody = Custody(),
        _ operations: Operations = Operations(), hook: Bool = false, isObserved: Bool = false
    ) throws -> String {
        let slug = try Slug("a")
        var fleet = try Fleet(tenants: [
            .make("base", kind: .base, slot: 0, plan: nil), .make("a", slot: 1, status: status),
        ])
        fleet.tenants[1].isObserved = isObserved
        fleet.custody[slug] = custody
        fleet.operations[slug] = operations
        let workspace = try TestWorkspace()
        try workspace.build(fleet, hook ? LivePortalTests.live() : .both)
        return try workspace.read("public/portal/en/clients/a.html")
    }

    private func order(_ page: String) -> [String] {
        let ids = ["next", "handoff", "health", "business", "sheet"]
        let places = ids.compactMap { id in
            page.firstRange(of: "id=\"\(id)\"").map { (id, $0.lowerBound) }
        }
        return places.sorted { $0.1 < $1.1 }.map(\.0)
    }

    private static let first = ["next", "handoff", "health", "business", "sheet"]
    private static let later = ["next", "health", "business", "handoff", "sheet"]

    @Test func theHandoffComesSecondUntilTheClientHasIt() throws {
        for status in [Tenant.Status.draft, .provisioning, .ready, .degraded, .suspended] {
            #expect(try order(page(status)) == Self.first, "\(status)")
        }
        let past = PastHandoff(
            issuedAt: 1_762_900_000, endedAt: 1_763_000_000, fingerprint: "7QX2-MV0C")
        let withdrawn = try page(.ready, Custody(past: [past]))
        #expect(order(withdrawn) == Self.first)
        #expect(!withdrawn.contains("It runs and is handed over."))
        #expect(try order(page(.archived)) == Self.later)
    }

    @Test func aLinkIsAHandoffToo() throws {
        let linked = try page(.ready, Custody(linkedAt: 1_763_000_000))
        #expect(order(linked) == Self.later)
        #expect(linked.contains("Handed over by a link on <time datetime=\"2025-11-13\">"))
        #expect(linked.contains("It runs and is handed over."))
    }

    @Test(arguments: [false, true]) func aClientsScriptsHaveTheirVersion(isBehind: Bool) throws {
        #expect(try !page().contains("id=\"scripts\""))
        let version = ScriptVersion(
            whole: "0123456789abcdef", shared: "fedcba9876543210", at: 1_763_000_000)
        let operations = Operations(scripts: ScriptState(version: version, isBehind: isBehind))
        let page = try page(.ready, Custody(), operations)
        #expect(page.contains("Scripts: version <code>0123456789ab</code>, pushed on <time"))
        #expect(page.contains("another client has newer shared scripts") == isBehind)
        #expect(page.contains("the newest that a client has") != isBehind)
    }

    @Test func anObservedSystemSaysSoAndOffersNoAction() throws {
        let observed = try page(hook: true, isObserved: true)
        #expect(observed.contains("Puerto did not make this system: it looks at it"))
        #expect(observed.contains("puerto credential set a postgres &lt; FILE"))
        #expect(observed.contains("Its notes are written in <code>content/tenants/a.md</code>"))
        #expect(!observed.contains("data-action"))
        // What only looks stays.
        #expect(observed.contains("/hook/tenants/a/probe"))
        #expect(observed.contains("/hook/tenants/a/edit"))
        let usual = try page(hook: true)
        #expect(usual.contains("data-action=\"archive\"") && !usual.contains("Only observed"))
        let still = try page(.degraded, isObserved: true)
        #expect(still.contains("It is only observed, and not as it should be"))
        #expect(still.contains("<code data-copy>puerto doctor a</code>"))
        #expect(!still.contains("puerto restart") && !still.contains("puerto suspend"))
    }

    @Test func theStepIsAButtonWithAHookAndACommandWithout() throws {
        let still = try page(.suspended)
        #expect(still.contains("<code data-copy>puerto resume a</code>"))
        let acting = try page(.suspended, hook: true)
        let button = "<a class=\"button primary\" href=\"/hook/tenants/a/actions/"
        #expect(acting.contains(button + "resume"))
        #expect(!acting.contains("class=\"code\""))
        // The menu leaves out what the button does.
        #expect(acting.ranges(of: "data-action=\"resume\"").count == 1)
    }

    @Test func aFailedJobThatNeedsAPlanIsAskedForAnew() throws {
        let failed = { (action: Action) in
            Operations(jobs: [.made(action, "a", .failed, error: "no\nmore")])
        }
        let restart = try page(.ready, Custody(), failed(.restart), hook: true)
        #expect(restart.contains("href=\"/hook/jobs/") && restart.contains(">Retry</a>"))
        #expect(restart.contains("<p class=\"error\"><bdi>no</bdi></p>"))
        let upgrade = try page(.ready, Custody(), failed(.upgrade), hook: true)
        #expect(
            upgrade.contains("<a class=\"button primary\" href=\"/hook/tenants/a/actions/upgrade"))
    }

    @Test func aClientWithoutRoomIsEdited() throws {
        let full = Operations(
            disk: DiskUse(at: 1_763_000_000, volumes: 40_960, layers: 0, sunset: 900))
        let page = try page(.ready, Custody(), full, hook: true)
        #expect(page.contains("href=\"/hook/tenants/a/edit"))
    }
}
