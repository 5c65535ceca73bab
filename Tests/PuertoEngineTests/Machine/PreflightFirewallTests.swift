import PuertoCore
import TestSupport
import Testing

@testable import PuertoEngine

@Suite struct PreflightFirewallTests {
    private static func make(
        _ status: Tenant.Status = .draft, _ policy: FirewallPolicy = .auto,
        version: String = "20.10.24+dfsg1", _ state: FirewallState = .missing
    ) throws -> Preflight {
        var settings = EngineSettings.standard
        settings.firewall = policy
        var preflight = Preflight(spec: try .make(.make(status: status)), settings: settings)
        preflight.memory = (available: 4000, total: 8000)
        preflight.disk = 50
        preflight.engineVersion = version
        preflight.firewall = state
        return preflight
    }

    @Test func aNewClientIsNotStartedWhereTheNetworkWouldReachIt() throws {
        let preflight = try Self.make()
        #expect(
            message { try preflight.check() }
                == "Docker 20.10.24+dfsg1 lets other machines reach containers past 127.0.0.1, and "
                + "no firewall keeps them away (puerto config firewall > firewall.sh && sudo sh "
                + "firewall.sh installs one; engine: {firewall: off} in puerto.yaml does without)")
        #expect(preflight.remark == nil)
    }

    @Test(arguments: [Tenant.Status.provisioning, .suspended, .archived])
    func norOneThatDoesNotRun(status: Tenant.Status) throws {
        #expect(try Self.make(status).problems.count == 1)
    }

    @Test(arguments: [Tenant.Status.ready, .degraded])
    func oneThatRanComesBackAndTheLogSaysSo(status: Tenant.Status) throws {
        let preflight = try Self.make(status)
        #expect(preflight.problems == [])
        #expect(preflight.remark?.hasPrefix("careful: Docker 20.10.24+dfsg1 lets") == true)
    }

    @Test func nothingIsSaidWithATableOrWithoutANeed() throws {
        for preflight in [
            try Self.make(.draft, .required, .applied), try Self.make(.draft, .off),
            try Self.make(version: "28.0.1"),
        ] {
            #expect(preflight.problems == [])
        }
        let required = try Self.make(.draft, .required, version: "28.0.1", .old(200))
        #expect(
            required.problems.map(\.message) == [
                "the firewall that puerto.yaml requires is not there: the firewall was seen last "
                    + "200 s ago"
            ])
    }
}
