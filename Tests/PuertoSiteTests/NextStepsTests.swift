import PuertoCore
import TestSupport
import Testing

@testable import PuertoSite

@Suite struct NextStepsTests {
    private func commands(_ slug: String, _ fleet: Fleet) throws -> [String] {
        let workspace = try TestWorkspace()
        try workspace.build(fleet, .both)
        let text = try workspace.read("public/portal/clients/\(slug).html")
        let next = text[(text.firstRange(of: "id=\"commands\"")?.lowerBound ?? text.startIndex)...]
        return next.prefix(upTo: next.firstRange(of: "</section>")?.lowerBound ?? next.endIndex)
            .matches(of: /<code>([^<]*)<\/code>/).flatMap { $0.1.split(separator: "\n") }
            .map(String.init)
    }

    private func commands(_ status: Tenant.Status) throws -> [String] {
        try commands(
            "a",
            try Fleet(tenants: [
                .make("base", kind: .base, slot: 0, plan: nil), .make("a", slot: 1, status: status),
            ]))
    }

    @Test func theyAreTheVerbsThatTheStateAllows() throws {
        #expect(try commands(.draft) == ["puerto provision a"])
        #expect(try commands(.provisioning) == ["puerto provision a"])
        let running = [
            "puerto probe a", "puerto doctor a", "puerto restart a", "puerto rotate a postgres",
            "puerto suspend a --reason &#39;…&#39;",
        ]
        #expect(try commands(.ready) == running && commands(.degraded) == running)
        #expect(
            try commands(.suspended) == [
                "puerto resume a", "puerto archive a --reason &#39;…&#39;",
            ])
        #expect(try commands(.archived) == ["puerto resume a"])
    }

    @Test func everyVerbIsOneThatTheStateAllows() throws {
        for status in Tenant.Status.allCases {
            for command in try commands(status) {
                guard let action = Action(rawValue: String(command.split(separator: " ")[1])) else {
                    continue
                }
                #expect(action.wants.contains(status), "\(command) when \(status)")
            }
        }
    }

    @Test func theBaseSystemIsOnlyLookedAt() throws {
        let base = ["puerto probe base", "puerto reconcile base"]
        for fleet in [Fleet.small, .smallInUse] { #expect(try commands("base", fleet) == base) }
        let workspace = try TestWorkspace()
        try workspace.build(.smallInUse, .both)
        let text = try workspace.read("public/portal/clients/base.html")
        for action in Action.allCases where !action.isForTheBaseSystem {
            #expect(!text.contains("puerto \(action.rawValue) "))
        }
    }

    @Test func aJobThatFailedComesFirst() throws {
        let job = try #require(Fleet.smallInUse.operations[Slug("norte")]?.jobs.first)
        let first = try commands("norte", .smallInUse).prefix(2)
        #expect(
            first == ["puerto job log \(job.id.prefix(8))", "puerto job retry \(job.id.prefix(8))"])
    }
}
