import Foundation
import GRDB
import TestSupport
import Testing

/// `audit`, `doctor` and `workspace repair` on histories that were harmed.
@Suite struct HistoryVerbTests {
    private let scratch: Scratch
    private let key: String

    init() throws {
        scratch = try Scratch()
        let out = try scratch.puerto("init", "w").out
        let match = try #require(out.firstMatch(of: /first key is (\S{44}): keep it/))
        key = String(match.1)
    }

    @discardableResult
    private func run(_ arguments: String...) throws -> Scratch.Result {
        try scratch.puerto(arguments + ["--workspace", "w"])
    }

    private var database: String { scratch.path("w/puerto.db") }

    private func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: scratch.path(name))
    }

    @Test func theKeyThatInitPrintsVerifiesTheHistoryAlsoWithoutKeyFiles() throws {
        try run("tenant", "add", "acme", "--name", "Acme")
        let found = try run("audit", "verify", "--key", key)
        #expect(found.code == 0, "\(found.err)")
        #expect(
            found.out.contains("lines, as they were written\nsigned from \(key) on, now epoch 1"))
        let other = String(key.reversed()).replacing("=", with: "A").prefix(43) + "="
        let refused = try run("audit", "verify", "--key", String(other))
        #expect(refused.code == 1)
        #expect(try run("audit", "verify", "--key", "none").err.contains("is no key of a history"))
        let note = try run("audit", "checkpoint").out
        try scratch.write(note, to: "note")
        try FileManager.default.moveItem(
            atPath: scratch.path("w/keys"), toPath: scratch.path("elsewhere"))
        let alone = try run("audit", "verify", "--key", key, "--since", scratch.path("note"))
        #expect(alone.code == 0 && alone.out.contains("go on from the checkpoint"), "\(alone.err)")
    }

    @Test func aListSaysWhoWroteALine() throws {
        let list = try run("audit", "list").out.split(separator: "\n")
        #expect(list[0].contains("SIDE") && list[1].contains(" operator "))
        #expect(try run("audit", "list", "--json").out.contains("\"side\" : \"operator\""))
    }

    @Test func aMissingKeyFileIsToldAndTheHintWorks() throws {
        try remove("w/keys/history.key")
        let told = try run("audit", "verify")
        #expect(told.code == 1)
        #expect(told.err.contains("keys/history.key: is missing, which has the key of epoch 1"))
        #expect(told.err.contains("puerto build begins an epoch, and the history says so"))
        #expect(try run("audit", "checkpoint").err.contains("puerto build begins an epoch"))
        let built = try run("build")
        #expect(built.code == 0 && built.err.contains("epoch 2 began after line"), "\(built.err)")
        let mended = try run("audit", "verify")
        #expect(mended.code == 0 && mended.out.contains("keys/history.key was missing"))
        #expect(try run("audit", "verify", "--key", key).code == 1)
        #expect(try run("audit", "checkpoint").code == 0)
        #expect(try Sqlite.state(database).history.contains("history.lost done"))
        #expect(try run("build").err == "")
    }

    @Test func headsAreWrittenWhereTheOperatorSaysAndAFailureIsTold() throws {
        let folder = scratch.path("heads")
        let yaml = try scratch.text(of: "w/puerto.yaml")
        try scratch.write(yaml + "\nhistory: {export: \(folder)}\n", to: "w/puerto.yaml")
        let failed = try run("audit", "checkpoint")
        #expect(failed.code == 1 && failed.err.contains("cannot write a head of the history to"))
        #expect(try run("work", "--once").err.contains("cannot write a head of the history to"))
        #expect(!FileManager.default.fileExists(atPath: folder))
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false)
        #expect(try run("work", "--once").code == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(names.count == 1 && names[0].hasPrefix("puerto-") && names[0].contains("-e000001-"))
        #expect(try run("audit", "verify", "--since", "\(folder)/\(names[0])").code == 0)
        // Once an epoch.
        try run("tenant", "add", "acme", "--name", "Acme")
        #expect(try run("work", "--once").code == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == names)
        #expect(try run("audit", "checkpoint").code == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 2)
    }

    @Test func aDatabaseWithATriggerOfAnotherHandIsRefusedAndRepaired() throws {
        try DatabaseQueue(patient: database).write {
            try $0.execute(
                sql: """
                    CREATE TRIGGER mine AFTER UPDATE ON operator BEGIN DELETE FROM session; END
                    """)
        }
        for verb in [["tenant", "list"], ["build"], ["audit", "verify"]] {
            let refused = try scratch.puerto(verb + ["--workspace", "w"])
            #expect(refused.code == 1 && refused.err.contains("has a trigger 'mine' that is not"))
            #expect(refused.err.contains("puerto workspace repair removes exactly"))
        }
        #expect(try run("workspace", "repair").err.contains("confirm it with --yes"))
        let done = try run("workspace", "repair", "--yes")
        #expect(done.code == 0 && done.out == "removed trigger 'mine'\n", "\(done.err)")
        #expect(try run("audit", "verify").code == 0)
        #expect(try Sqlite.state(database).history.contains("workspace.repair done"))
        #expect(try run("workspace", "repair").out == "nothing is there that is not Puerto's\n")
    }

    @Test func theBaseSystemsNameThatSQLHasChangedIsToldByCheck() throws {
        #expect(try run("check").err == "")
        try DatabaseQueue(patient: database).write {
            try $0.execute(sql: "UPDATE tenant SET name = 'Eve' WHERE id = 0")
        }
        let told = try run("check")
        #expect(told.err.contains("name is 'Eve', the history says 'My agency'"), "\(told.err)")
        #expect(told.err.contains("puerto tenant edit base --name"))
        #expect(try run("tenant", "edit", "base", "--name", "My agency").code == 0)
        #expect(try run("check").err == "")
    }
}

/// An epoch of more than a thousand lines, closed by processes that are killed.
extension HistoryVerbTests {
    @Test func anEpochThatIsClosedByKilledProcessesIsOneChain() throws {
        func fleet(_ name: String) -> String {
            let lines = (1...400).map {
                "  - {slug: c\($0), name: \(name) \($0), kind: client, host: local, locale: es}"
            }
            return "tenants:\n" + lines.joined(separator: "\n") + "\n"
        }
        var interrupted = 0
        for round in 0..<6 {
            try scratch.write(fleet("Round \(round)"), to: "fleet.yaml")
            #expect(try run("import", "--yes", scratch.path("fleet.yaml")).code == 0)
            // Each third import makes an epoch due.
            for step in 1...4 {
                let process = try scratch.start(["build", "--workspace", "w"])
                process.standardOutput = FileHandle.nullDevice
                process.standardError = FileHandle.nullDevice
                try process.run()
                usleep(UInt32(step * 12_000))
                kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
                if process.terminationReason == .uncaughtSignal { interrupted += 1 }
            }
        }
        #expect(interrupted > 0)
        #expect(try run("build").code == 0)
        let found = try run("audit", "verify", "--key", key)
        #expect(found.code == 0, "\(found.err)")
        #expect(found.out.contains("now epoch 3"), "\(found.out)")
        let text = try scratch.text(of: "w/keys/history.key")
        #expect(text.hasPrefix("e3 ") && text.split(separator: "\n").count == 1)
    }
}

/// `key rotate web`.
extension HistoryVerbTests {
    private var webKeys: [String] {
        get throws {
            try scratch.text(of: "w/keys/web.key").split(separator: "\n")
                .map { String($0.prefix { $0 != " " }) }
        }
    }

    @Test func theWebTiersKeyIsRotatedAndTheHistoryDoesNotDependOnIt() throws {
        try run("hook-secret", "add", "ci")
        let before = try scratch.text(of: "w/keys/web.key")
        let done = try run("key", "rotate", "web")
        #expect(
            done.out
                == "'k2' is the web tier's key now, 1 secrets of programs are sealed under it\n",
            "\(done.err)")
        #expect(try webKeys == ["k2"] && scratch.text(of: "w/keys/web.key") != before)
        #expect(try run("audit", "verify", "--key", key).code == 0)
        #expect(try run("hook-secret", "add", "other").err == "")
        #expect(try run("key", "rotate", "web").out.hasPrefix("'k3' is"))
        // The trigger that keeps secrets as they are is there as before.
        let sql = "UPDATE hook_secret SET ciphertext = zeroblob(64)"
        #expect(throws: DatabaseError.self) {
            try DatabaseQueue(patient: database).write { try $0.execute(sql: sql) }
        }
        // The key that was stolen opens nothing.
        try scratch.write(before, to: "w/keys/web.key")
        #expect(try run("tenant", "add", "x", "--name", "X").code == 1)
    }

    @Test func aRotationThatIsKilledAtAnyMomentLosesNothing() throws {
        try run("hook-secret", "add", "ci")
        let clock = ContinuousClock()
        let whole = try clock.measure { try run("key", "rotate", "web") }
        for number in 0..<10 {
            let process = try scratch.start(["key", "rotate", "web", "--workspace", "w"])
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            let end = clock.now + whole * Double(number + 1) / 10
            try process.run()
            while process.isRunning, clock.now < end {}
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            #expect(try run("hook-secret", "list").code == 0)
            let again = try run("key", "rotate", "web")
            #expect(again.code == 0 && again.out.contains(" 1 secrets"), "\(again.err)")
            #expect(try webKeys.count == 1)
            #expect(try run("audit", "verify").code == 0)
        }
    }
}
