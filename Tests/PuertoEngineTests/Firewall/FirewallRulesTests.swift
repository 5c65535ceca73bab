import Foundation
import PuertoCore
import Testing

@testable import PuertoEngine

/// Whole tables are compared; `make goldens` writes them anew.
@Suite struct FirewallRulesTests {
    private static let rules = FirewallRules(
        workspace: "0123456789abcdef0123456789abcdef", range: .standard)

    @Test func aUsualWorkspacesTable() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Golden/firewall.nft")
        if ProcessInfo.processInfo.environment["PUERTO_WRITE_GOLDENS"] != nil {
            try Data(Self.rules.text.utf8).write(to: file)
        }
        #expect(Self.rules.text == String(decoding: try Data(contentsOf: file), as: UTF8.self))
    }

    @Test func anotherRangeIsTheOnlyOneThatIsNamed() throws {
        let rules = FirewallRules(
            workspace: Self.rules.workspace, range: try SubnetPool("10.77.0.0/16"))
        #expect(rules.text.contains("ip daddr 10.77.0.0/16 "))
        #expect(!rules.text.contains("10.213."))
    }

    @Test func noLineLetsThroughWhatAnotherFirewallDrops() {
        // A verdict of `accept` ends this table only; a policy of `drop` would be the machine's.
        #expect(!Self.rules.text.contains("policy drop"))
        #expect(!Self.rules.text.contains("flush"))
    }

    /// The kernel takes names of 15 letters.
    @Test func everyBridgeHasANameOfItsOwnThatTheTableKnows() throws {
        let workspace = Self.rules.workspace
        var names: Set<String> = []
        for slot in [0, 1, 7, 10, 99, 100, 946] {
            for role in NetworkSpec.Role.allCases {
                let name = NetworkSpec.bridge(role, try Slot(slot), of: workspace)
                #expect(name.utf8.count <= 15)
                #expect(name.hasPrefix(NetworkSpec.bridges(of: workspace, role)))
                #expect(names.insert(name).inserted)
                for other in NetworkSpec.Role.allCases where other != role {
                    #expect(!name.hasPrefix(NetworkSpec.bridges(of: workspace, other)))
                }
            }
        }
    }
}
