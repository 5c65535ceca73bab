import PuertoCore
import TestSupport
import Testing

@testable import PuertoEngine

@Suite struct FirewallStateTests {
    private static let rules = FirewallRules(
        workspace: "0123456789abcdef0123456789abcdef", range: .standard)

    @Test(
        arguments: [
            (FirewallMark(range: "10.213.0.0/16", digest: "d"), .applied),
            (FirewallMark(range: "10.213.0.0/16", digest: "d", age: 180), .applied),
            (nil, .missing),
            (FirewallMark(range: "10.213.0.0/16", digest: "d", age: 181), .old(181)),
            // A clock that was set back says nothing of the age.
            (FirewallMark(range: "10.213.0.0/16", digest: "d", age: -181), .old(-181)),
            (FirewallMark(range: "10.9.0.0/16", digest: "d"), .another(range: "10.9.0.0/16")),
            (FirewallMark(range: "10.213.0.0/16", digest: "e"), .outdated),
            (
                FirewallMark(range: "10.213.0.0/16", digest: "d", owner: 1000),
                .doubtful(path: "/run/puerto/firewall/01234567")
            ),
            (
                FirewallMark(range: "10.213.0.0/16", digest: "d", isOpen: true),
                .doubtful(path: "/run/puerto/firewall/01234567")
            ),
        ] as [(FirewallMark?, FirewallState)])
    func onlyARecentMarkOfRootsForThisTableIsBelieved(mark: FirewallMark?, state: FirewallState) {
        let found = FirewallState(mark, of: Self.rules, digest: "d")
        #expect(found == state)
        #expect((found.problem == nil) == (state == .applied))
    }

    @Test(
        arguments: [
            (.auto, "20.10.24+dfsg1", true), (.auto, "27.5.1", true), (.auto, "28.0.0", false),
            (.auto, "29.1", false), (.auto, "what", true), (.required, "28.0.0", true),
            (.off, "20.10.24", false),
        ] as [(FirewallPolicy, String, Bool)])
    func anEngineThatForwardsNeedsIt(policy: FirewallPolicy, version: String, isNeeded: Bool) {
        #expect(policy.needsTable(on: version) == isNeeded)
    }
}
