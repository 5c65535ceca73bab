import PuertoCore
import Testing
import Windmill

@testable import WindmillScripts

/// The comparison of file, server and what was pushed last.
@Suite struct PlanTests {
    private let script = ItemKey(.script, "f/a/x")

    private func layout(_ content: String? = "echo 1") throws -> Layout {
        var layout = Layout()
        if let content {
            try layout.add([Item(script, ["content": .string(content), "language": "bash"])])
        }
        return layout
    }

    private func change(_ plan: ScriptPlan) -> Change? { plan.items.first?.change }

    @Test func theThreeSidesGiveEveryChange() async throws {
        let bench = try Bench()
        #expect(change(try await bench.plan(layout())) == .new)
        try await bench.push(layout())
        #expect(change(try await bench.plan(layout())) == .same)
        #expect(change(try await bench.plan(layout("echo 2"))) == .file)
        #expect(change(try await bench.plan(layout(nil))) == .gone)
        bench.inWorld {
            $0.user = "ana"
            $0.edit(script: "f/a/x", to: "echo 3")
        }
        #expect(change(try await bench.plan(layout())) == .server)
        #expect(change(try await bench.plan(layout("echo 2"))) == .both)
        #expect(change(try await bench.plan(layout("echo 3"))) == .same)
        #expect(change(try await bench.plan(layout(nil))) == .goneAndChanged)
        bench.inWorld { $0.items["scripts"]?["f/a/x"] = nil }
        #expect(change(try await bench.plan(layout())) == .server)
        #expect(change(try await bench.plan(layout("echo 2"))) == .both)
        let plan = try await bench.plan(layout(nil))
        #expect(plan.items.isEmpty && plan.forgotten == [script])
    }

    @Test func whatWasThereBeforeAnyPushIsAConflictUnlessItIsTheSame() async throws {
        let bench = try Bench()
        bench.inWorld { $0.edit(script: "f/a/x", to: "echo 1") }
        #expect(change(try await bench.plan(layout())) == .same)
        #expect(change(try await bench.plan(layout("echo 2"))) == .both)
    }

    @Test func linesSayWhoChangedWhatInBothLanguages() async throws {
        let bench = try Bench()
        try await bench.push(layout())
        bench.inWorld {
            $0.user = "ana\u{1B}[31m\nlopez"
            $0.edit(script: "f/a/x", to: "echo 3")
            $0.set("flows", "f/own/flow", ["value": [:], "summary": ""])
        }
        let plan = try await bench.plan(layout("echo 2"))
        #expect(
            plan.lines(.quick, .en) == [
                "script f/a/x: changed in its file, and changed in Windmill by ana [31m lopez on "
                    + "2026-11-30; refused without overwrite",
                "the client's own, left alone: 1",
            ])
        #expect(
            plan.lines(.quick(overwrites: true), .es) == [
                "script f/a/x: cambió su archivo, y además cambiado en Windmill por ana [31m lopez "
                    + "el 2026-11-30; se reemplaza",
                "propios del cliente, no se tocan: 1",
            ])
    }

    @Test(arguments: Change.allCases)
    func everyChangeHasItsEffect(change: Change) {
        let item = PlannedItem(
            key: script, change: change, item: nil, mark: "1", digest: "", isUnrecorded: false,
            changedBy: "", changedAt: nil)
        let effects = [
            item.effect(.quick), item.effect(.quick(overwrites: true)),
            item.effect(.quick(prunes: true)), item.effect(.quick(overwrites: true, prunes: true)),
        ]
        let expected: [Effect] =
            switch change {
            case .same: [.nothing, .nothing, .nothing, .nothing]
            case .new, .file: [.write, .write, .write, .write]
            case .server: [.keep, .write, .keep, .write]
            case .both: [.refuse, .write, .refuse, .write]
            case .gone: [.keep, .keep, .remove, .remove]
            case .goneAndChanged: [.keep, .keep, .keep, .remove]
            case .withoutValue: [.keep, .keep, .keep, .keep]
            case .unreadable: [.keep, .keep, .refuse, .refuse]
            }
        #expect(effects == expected)
        #expect(Set([Language.en, .es].map { item.line(.quick, $0) }).count == 2)
    }

    @Test func aSecretIsComparedAndNeverShownOrKept() async throws {
        let bench = try Bench()
        let key = ItemKey(.variable, "f/a/key")
        func layout(_ secret: String?) throws -> Layout {
            var layout = Layout()
            try layout.add([Item(key, ["is_secret": true], secret: secret.map { SecretText($0) })])
            return layout
        }
        #expect(change(try await bench.plan(layout(nil))) == .withoutValue)
        try await bench.push(layout("hunter-2"))
        #expect(change(try await bench.plan(layout("hunter-2"))) == .same)
        #expect(change(try await bench.plan(layout("hunter-3"))) == .file)
        #expect(change(try await bench.plan(layout(nil))) == .same)
        bench.pushed = PushedState()
        #expect(change(try await bench.plan(layout("hunter-2"))) == .same)
        let plan = try await bench.plan(layout("hunter-3"))
        #expect(change(plan) == .both)
        #expect(!"\(plan)\(bench.pushed)\(plan.lines(.quick, .en))".contains("hunter"))
        let other = try DigestKey([UInt8](repeating: 8, count: 32))
        let item = try #require(plan.items.first?.item)
        #expect(try other.digest(of: item) != Bench.key().digest(of: item))
    }

    @Test func theClientsOwnSecretsAreNotReadAtAll() async throws {
        let bench = try Bench()
        bench.inWorld {
            $0.set("variables", "f/own/key", ["is_secret": true, "value": "theirs"])
        }
        let plan = try await bench.plan(layout())
        #expect(plan.theirs.map(\.key.name) == ["f/own/key"])
        #expect(!bench.server.requests.contains { $0.path.contains("get_value") })
    }

    @Test func aKeyOfDigestsHasItsLength() {
        #expect(throws: PuertoError.self) { try DigestKey([1, 2, 3]) }
    }
}
