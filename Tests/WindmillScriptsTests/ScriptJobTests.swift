import Foundation
import PuertoCore
import PuertoStore
import PuertoVault
import Synchronization
import Testing
import Windmill

@testable import PuertoJobs
@testable import WindmillScripts

/// A push as a job does it, from the files of a workspace to the record.
@Suite struct ScriptJobTests {
    static let files = [
        "content/windmill/f/sales/folder.meta.yaml": "summary: Sales\n",
        "content/windmill/f/sales/hello.py": "def main():\n    return '{{tenant.name}}'\n",
        "content/windmill/f/sales/plain.sh": "echo shared\n",
        "content/windmill/f/sales/zone.variable.yaml": "value: '{{tenant.slug}}'\n",
        "content/tenants/acme/windmill/f/sales/plain.sh": "echo own\n",
    ]

    @Test func theFilesOfAClientAreInItsWindmillAndTheirVersionIsRecorded() async throws {
        let bench = try JobBench(Self.files)
        try await bench.push()
        let world = bench.server.world.withLock { $0 }
        #expect(world.items["scripts"]?["f/sales/plain"]?["content"] == "echo own\n")
        #expect(
            world.items["scripts"]?["f/sales/hello"]?["content"]
                == "def main():\n    return '{{tenant.name}}'\n")
        #expect(world.items["variables"]?["f/sales/zone"]?["value"] == "acme")
        #expect(
            world.items["resources"]?["f/puerto/postgres"]?["value"]?["host"] == "postgres")
        #expect(world.items["variables"]?["f/puerto/postgres_password"]?["is_secret"] == true)
        let facts = try bench.facts()
        let files = try bench.world.scriptFiles(of: bench.slug)
        #expect(facts.version?.whole == files.version && facts.version?.shared == files.shared)
        #expect(files.version != files.shared)
        #expect(facts.target == ScriptTarget(workspace: "acme", data: JobBench.data))
        #expect(facts.items.contains { $0.name == "f/sales/hello" && $0.sent.count == 64 })
    }

    @Test func aSecondRunSendsNoWriteAndNothingIsDue() async throws {
        let bench = try JobBench(Self.files)
        try await bench.push()
        bench.server.begin()
        try await bench.push()
        #expect(bench.server.writes == [])
        #expect(bench.server.requests.count > 5)
        let history = try bench.store.auditEntries(20).filter { $0.action == "scripts.push" }
        #expect(history.count == 1)
    }

    @Test func aStartPushesOnceAndLeavesLaterChangesToTheOperator() async throws {
        let bench = try JobBench(Self.files)
        try await bench.make()
        let version = try #require(try bench.facts().version)
        try bench.folder.write(
            "content/windmill/f/sales/hello.py", Data("def main():\n    return 2\n".utf8))
        bench.server.begin()
        try await bench.make()
        #expect(bench.server.requests.isEmpty)
        #expect(try bench.facts().version == version)
        #expect(bench.lines.withLock { $0.last } == "as it is: version \(version.text) was pushed")
    }

    @Test func aWorkspaceWithoutScriptsGetsNone() async throws {
        let bench = try JobBench([:])
        try await bench.make()
        #expect(bench.server.requests.isEmpty)
        #expect(try bench.facts() == ScriptFacts())
    }

    @Test func whatTheClientChangedStaysAndIsNoError() async throws {
        let bench = try JobBench(Self.files)
        try await bench.push()
        bench.server.world.withLock { $0.edit(script: "f/sales/hello", to: "theirs") }
        try await bench.push()
        let world = bench.server.world.withLock { $0 }
        #expect(world.items["scripts"]?["f/sales/hello"]?["content"] == "theirs")
        #expect(bench.lines.withLock { $0.contains { $0.contains("changed in Windmill") } })
    }

    @Test func whatBothChangedIsRefusedAndTheVersionStays() async throws {
        let bench = try JobBench(Self.files)
        try await bench.push()
        let version = try bench.facts().version
        bench.server.world.withLock { $0.edit(script: "f/sales/hello", to: "theirs") }
        try bench.folder.write("content/windmill/f/sales/hello.py", Data("ours\n".utf8))
        let error = await #expect(throws: PuertoError.self) { try await bench.push() }
        #expect(error?.code == .conflict)
        #expect(try bench.facts().version == version)
    }

    @Test func aFileThatChangesDuringAJobIsNotTakenForPushed() async throws {
        let bench = try JobBench(Self.files)
        try await bench.push()
        let version = try bench.facts().version
        try bench.folder.write("content/windmill/f/sales/hello.py", Data("later\n".utf8))
        let error = #expect(throws: PuertoError.self) { try bench.record() }
        #expect(error?.code == .conflict)
        #expect(error?.text(.en).contains("puerto scripts push acme") == true)
        #expect(try bench.facts().version == version)
    }

    @Test func onlyPruneRemoves() async throws {
        let bench = try JobBench(Self.files)
        try await bench.push()
        try FileManager.default.removeItem(
            atPath: bench.folder.path + "/content/windmill/f/sales/hello.py")
        try await bench.push()
        func isThere() -> Bool {
            bench.server.world.withLock {
                let script = $0.items["scripts"]?["f/sales/hello"]
                return script != nil && script?["archived"] != true
            }
        }
        #expect(isThere())
        try await bench.push(JobParameters(prune: true))
        #expect(!isThere())
        #expect(try !bench.facts().items.contains { $0.name == "f/sales/hello" })
    }

    @Test func noPasswordIsInTheLogOrInTheRecord() async throws {
        let bench = try JobBench(Self.files)
        try await bench.push()
        for line in bench.lines.withLock({ $0 }) { #expect(!line.contains("the password of")) }
        #expect(!"\(try bench.facts())".contains("the password of"))
        let sent = bench.server.requests.map { String(decoding: $0.body, as: UTF8.self) }
        #expect(sent.contains { $0.contains("the password of postgres") })
    }

    @Test func aClosedStackIsRefusedWithTheWayOn() async throws {
        let bench = try JobBench(Self.files)
        let other = try Slug("closed")
        _ = try bench.store.addTenant(
            TenantDraft(slug: other, name: "Closed"), language: .en, by: .cli("test"))
        let stack = try bench.world.stack(other)
        let error = #expect(throws: PuertoError.self) { try stack.scriptTarget() }
        #expect(error?.code == .conflict)
        #expect(error?.text(.en).contains("puerto reconcile closed") == true)
        #expect(error?.text(.es).contains("puerto reconcile closed") == true)
    }

    @Test func theDigestsOfTwoClientsDiffer() throws {
        let bench = try JobBench(Self.files)
        let vault = bench.world.vault
        let keys = try ["1", "2"].map { try vault.digestKey(of: $0).reveal() }
        #expect(keys[0].count == 32 && keys[0] != keys[1])
        #expect(try vault.digestKey(of: "1").reveal() == keys[0])
    }
}
