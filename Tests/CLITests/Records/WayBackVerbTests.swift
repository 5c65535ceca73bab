import Foundation
import Testing

/// The verbs that take a change of the records back.
@Suite struct WayBackVerbTests {
    @Test func aMistypedClientIsRemovedOnceItIsConfirmed() async throws {
        let scratch = try TenantVerbTests.scratch()
        try scratch.puerto("tenant", "add", "cny", "--name", "Cyn")
        let refused = try scratch.puerto("tenant", "remove", "cny")
        #expect(refused.code == 1 && refused.out == "")
        #expect(
            refused.err
                == "puerto: error: the plan is not confirmed (confirm it with --yes)\n")
        let terminal = try AtTerminal(scratch, "tenant", "remove", "cny")
        try await terminal.wait(for: "type yes to remove 'cny':")
        try terminal.type("yes\n")
        #expect(terminal.end() == 0)
        #expect(try terminal.shown.contains("removed: cny"))
        #expect(try terminal.shown.contains("puerto build makes them"))
        try scratch.puerto("tenant", "add", "cyn", "--name", "Cyn")
        #expect(try scratch.puerto("ports").out.contains("cyn"))
        #expect(try !scratch.puerto("ports").out.contains("quarantined"))
        // The trigger's line is signed as the verb's.
        #expect(try scratch.puerto("audit", "verify").code == 0)
        try scratch.puerto("tenant", "edit", "cyn", "--status", "ready")
        let ran = try scratch.puerto("tenant", "remove", "cyn", "--yes")
        #expect(ran.code == 1 && ran.err.contains("puerto archive cyn --reason TEXT"))
    }

    @Test func anEditIsUndoneByItsNumber() throws {
        let scratch = try TenantVerbTests.scratch()
        try scratch.puerto("tenant", "add", "cyn", "--name", "Cyn", "--plan", "basic")
        try scratch.puerto("tenant", "edit", "cyn", "--name", "Cny", "--plan", "")
        let list = try scratch.puerto("audit", "list", "--limit", "1").out
        let number = try #require(list.split(separator: "\n").last?.split(separator: " ").first)
        let undone = try scratch.puerto("audit", "undo", String(number))
        #expect(undone.out == "cyn\n  name: Cny → Cyn\n  plan: – → basic\n", "\(undone.err)")
        #expect(undone.err.hasSuffix("puerto build makes them\n"), "\(undone.err)")
        let again = try scratch.puerto("audit", "undo", String(number))
        #expect(again.code == 1 && again.err.contains("line \(number) has been undone already"))
        #expect(try scratch.puerto("audit", "undo", "9999").err.contains("no line 9999"))
    }

    @Test func aFolderAndObjectsOfTheEngineStopARemoval() throws {
        let engine = try FakeEngine(status: "draft")
        let asks = ["PUERTO_IGNORE_PORTS": ""]
        let remove = ["tenant", "remove", "acme", "--yes"]
        try FileManager.default.createDirectory(
            atPath: engine.scratch.path("w/stacks/acme"), withIntermediateDirectories: true)
        let folder = try engine.puerto(remove, environment: asks)
        #expect(folder.code == 1 && folder.err.contains("has the folder 'stacks/acme'"))
        #expect(folder.err.contains("rm -r ") && folder.err.contains("w/stacks/acme if nothing"))
        try engine.remove("w/stacks/acme")
        try engine.answer(["volume": "printf 'v_postgres\\t1\\tacme\\t\\n'"])
        let volume = try engine.puerto(remove, environment: asks)
        #expect(volume.code == 1 && volume.err.contains("has the volume 'v_postgres' of 'acme'"))
        try engine.answer(["volume": "exit 1", "ps": "exit 1", "network": "exit 1"])
        let unknown = try engine.puerto(remove, environment: asks)
        #expect(unknown.out == "removed: acme\n", "\(unknown.err)")
        #expect(unknown.err.contains("whether the container engine has anything of 'acme'"))
    }
}
