import PuertoCore
import TestSupport
import Testing

@Suite struct ActionTests {
    private func tenant(_ status: Tenant.Status, _ kind: Tenant.Kind = .client) throws -> Tenant {
        try .make("acme", kind: kind, status: status)
    }

    /// The states in the order draft, provisioning, ready, degraded, suspended, archived; `+`
    /// allows the action.
    static let table: [(Action, String)] = [
        (.provision, "++++--"), (.suspend, "-++++-"), (.resume, "--++++"), (.restart, "--++--"),
        (.rotate, "--++--"), (.upgrade, "--++--"), (.reconcile, "++++++"), (.archive, "++++++"),
        (.build, "++++++"), (.scripts, "--++--"),
    ]

    @Test func everyActionIsInTheTable() {
        #expect(Set(Self.table.map(\.0)) == Set(Action.allCases))
    }

    @Test(arguments: table) func aClientsStateDecidesWhatMayBeAskedFor(action: Action, row: String)
        throws
    {
        for (status, mark) in zip(Tenant.Status.allCases, row) {
            let tenant = try tenant(status)
            guard mark == "-" else {
                #expect(throws: Never.self) { try action.check(tenant) }
                continue
            }
            let hints: [Tenant.Status: String] = [
                .draft: " (puerto provision acme comes first)",
                .provisioning: " (puerto provision acme comes first)",
                .suspended: " (puerto resume acme comes first)",
                .archived: " (puerto resume acme comes first)",
            ]
            #expect(code { try action.check(tenant) } == .conflict)
            #expect(
                message { try action.check(tenant) }
                    == "'acme' is \(status.rawValue): no \(action.rawValue) for it now"
                    + (hints[status] ?? ""))
        }
    }

    @Test(arguments: Action.allCases) func theBaseSystemIsOnlyLookedAt(action: Action) throws {
        for status in Tenant.Status.allCases {
            let base = try tenant(status, .base)
            guard action != .reconcile, action != .build else {
                #expect(throws: Never.self) { try action.check(base) }
                continue
            }
            #expect(code { try action.check(base) } == .protected)
            #expect(
                message { try action.check(base) }
                    == "'acme' is the base system: no \(action.rawValue) touches it (the base "
                    + "system is only looked at, by reconcile and probe)")
        }
    }

    @Test func onlyABuildIsAboutNobody() {
        #expect(Action.allCases.filter { !$0.needsTenant } == [.build])
    }
}
