import Foundation
import TestSupport
import Testing

/// The command line takes and refuses what the portal takes and refuses.
@Suite struct SameRulesTests {
    private let engine: FakeEngine

    init() throws {
        engine = try FakeEngine(status: "ready")
        let yaml = LookedAtFleet.yaml(
            monthly: 4900, memory: 2048, address: "localhost", agency: "Faro", plan: "basic")
        try engine.scratch.write(yaml, to: "w/puerto.yaml")
    }

    private func check(_ one: SameRules.Case, _ words: String...) throws {
        let result = try engine.puerto(words)
        #expect((result.code == 0) == one.isTaken, "\(one): \(result.err)")
    }

    @Test func edits() throws {
        for one in SameRules.edits {
            try check(one, "tenant", "edit", "acme", one.option, one.value)
        }
        for one in SameRules.tags { try check(one, "tenant", "edit", "acme", "--tag", one.value) }
    }

    @Test func newClients() throws {
        for one in SameRules.slugs {
            try check(one, "tenant", "add", one.value, "--name", "New")
        }
        for one in SameRules.hosts {
            try check(one, "tenant", "add", "other", "--name", "New", "--host", one.value)
        }
    }

    @Test func reasons() throws {
        for one in SameRules.reasons {
            try check(one, "suspend", "acme", "--detach", "--reason", one.value)
            guard one.isTaken else { continue }
            let list = try engine.puerto(["job", "list"]).out
            let job = String(try #require(list.split(separator: "\n").dropFirst().first).prefix(8))
            #expect(try engine.puerto(["job", "cancel", job]).code == 0)
        }
    }

    @Test func aNameGivesTheSlugThatWasLeftOut() throws {
        let made = try engine.puerto(["tenant", "add", "--name", "Café Ñandú"])
        #expect(made.code == 0 && made.out.contains("cafe-nandu"))
        let none = try engine.puerto(["tenant", "add", "--name", "東京"])
        #expect(none.code == 1 && none.err.contains("no slug can be made of the name '東京'"))
    }
}
