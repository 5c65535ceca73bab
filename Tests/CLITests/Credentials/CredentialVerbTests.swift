import Foundation
import GRDB
import TestSupport
import Testing

/// Tests the verbs for credentials.
@Suite struct CredentialVerbTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try scratch.puerto("init", "w")
        try scratch.puerto(
            "tenant", "add", "acme", "--name", "Acme", "--contact-email", "eva@acme.example",
            "--workspace", "w")
    }

    private func run(_ arguments: String..., input: String = "") throws -> Scratch.Result {
        try scratch.puerto(arguments + ["--workspace", "w"], input: input)
    }

    private func lastAction() throws -> [String] {
        struct Entry: Decodable { let action, outcome: String }
        let json = try run("audit", "list", "--json", "--limit", "1").out
        let entries = try JSONDecoder().decode([Entry].self, from: Data(json.utf8))
        return entries.flatMap { [$0.action, $0.outcome] }
    }

    @Test func aNewClientHasGeneratedPasswords() throws {
        let list = try run("credential", "list", "acme")
        let rows = list.out.split(separator: "\n").map { $0.split(separator: " ") }
        #expect(rows.map { $0[0] } == ["FIELD", "app", "postgres", "redis"])
        #expect(rows.dropFirst().allSatisfy { $0.last == "generated" })
    }

    @Test func aValueIsReadFromStandardInputAndShownOnATerminal() throws {
        let set = try run("credential", "set", "acme", "app", input: "hunter 2\r\n")
        #expect(
            set.code == 0
                && set.notes == "puerto: there are no pages yet: puerto build makes them\n")
        let shown = try scratch.puertoOnATerminal(
            "credential", "show", "acme", "app", "--workspace", "w")
        #expect(shown.out == "hunter 2\r\n")
        #expect(try lastAction() == ["credential.show", "done"])
    }

    @Test func whereThereIsNoTerminalItIsRefusedAndThatIsWrittenDown() throws {
        try scratch.puerto("credential", "set", "acme", "app", "--workspace", "w", input: "hunter2")
        let shown = try run("credential", "show", "acme", "app")
        #expect(shown.code == 1 && shown.out == "")
        #expect(
            shown.err == "puerto: error: a credential is shown on a terminal only "
                + "(--to-file FILE writes it to a new file)\n")
        #expect(try lastAction() == ["credential.show", "refused"])
    }

    @Test func itIsWrittenToANewFileThatNobodyElseReads() throws {
        _ = try run("credential", "set", "acme", "app", input: "hunter2")
        let file = scratch.path("secret")
        #expect(try run("credential", "show", "acme", "app", "--to-file", file).code == 0)
        #expect(try scratch.text(of: "secret") == "hunter2")
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        let again = try run("credential", "show", "acme", "redis", "--to-file", file)
        #expect(again.code == 1 && again.err.contains("a secret is written to a new file only"))
        #expect(try scratch.text(of: "secret") == "hunter2")
    }

    @Test func aFileForAValueThatIsNotRecordedIsNotLeftBehind() throws {
        let file = scratch.path("secret")
        let result = try run("credential", "show", "base", "app", "--to-file", file)
        #expect(result.code == 1 && !FileManager.default.fileExists(atPath: file))
    }

    @Test func whatIsTypedOnTheCommandLineIsNotRepeated() throws {
        for words in [["hunter2"], ["--value", "hunter2"], ["--password=hunter2"]] {
            let result = try scratch.puerto(["credential", "set", "acme", "app"] + words)
            #expect(result.code == 2)
            #expect(result.err.contains("in the shell's history now"))
            #expect(!result.err.contains("hunter2"))
        }
    }

    @Test(arguments: [
        ("", "the value is empty"), ("\n", "the value is empty"),
        ("a\nb", "the value has a line break"), ("a\u{0}", "the value has a line break"),
        (String(repeating: "x", count: 1025), "the value has more than 1024 bytes"),
    ])
    func aValueThatCannotBeAPasswordIsRefused(value: String, problem: String) throws {
        let before = try scratch.files()["w/puerto.db-wal"]
        let result = try run("credential", "set", "acme", "app", input: value)
        #expect(result.code == 1 && result.err.contains(problem))
        #expect(try scratch.files()["w/puerto.db-wal"] == before)
    }

    @Test func aRotationIsVerifiedAndTheOldKeyRetired() throws {
        #expect(try run("key", "retire", "k1").err.contains("3 secrets are sealed under 'k1'"))
        #expect(
            try run("key", "rotate").out
                == "'k2' is the master key now, 3 secrets are sealed under it\n")
        #expect(try run("key", "verify").out == "3 secrets open\n")
        #expect(try run("key", "retire", "k2").code == 1)
        #expect(try run("key", "retire", "k1").code == 0)
        #expect(try run("key", "retire", "k1").code == 0)
        #expect(try scratch.text(of: "w/keys/master.key").hasPrefix("k2 "))
        #expect(try scratch.text(of: "w/keys/master.key").split(separator: "\n").count == 1)
        #expect(try run("key", "verify").out == "3 secrets open\n")
        #expect(try run("key", "retire", "k9").err.contains("there are 'k2'"))
    }

    @Test func anUnopenedSecretIsNamedAndNothingIsLost() throws {
        // Another tenant's ciphertext: the rows are swapped.
        try scratch.puerto("tenant", "add", "other", "--name", "Other", "--workspace", "w")
        let list = try run("credential", "list", "acme").out
        try Sqlite.run(
            """
            DROP TRIGGER credential_update;
            UPDATE credential SET ciphertext = (SELECT ciphertext FROM credential c
                WHERE c.tenant = 2 AND c.field = 'redis') WHERE tenant = 1 AND field = 'redis';
            """, restoring: ["credential_update"], in: scratch.path("w/puerto.db"))
        let verify = try run("key", "verify")
        #expect(verify.code == 1)
        #expect(verify.err.contains("credential 'redis' of 'acme'"), "\(verify.err)")
        let shown = try scratch.puertoOnATerminal(
            "credential", "show", "acme", "redis", "--workspace", "w")
        #expect(shown.code == 1 && shown.out.contains("cannot be opened"))
        #expect(try lastAction() == ["secret.undecryptable", "failed"])
        #expect(try run("credential", "list", "acme").out == list)
        // The others open, and a new value repairs this one.
        #expect(try run("credential", "set", "acme", "redis", input: "new").code == 0)
        #expect(try run("key", "verify").code == 0)
    }

    @Test func anotherKeyOrAMissingOneIsRefusedAndNothingIsWrittenOver() throws {
        for purpose in ["master", "web", "signing"] {
            let file = "w/keys/\(purpose).key"
            let (text, other) = (try scratch.text(of: file), scratch.path("other"))
            try scratch.puerto("init", "other")
            try FileManager.default.removeItem(atPath: scratch.path(file))
            let missing = try run("tenant", "add", "x", "--name", "X")
            #expect(missing.code == 1 && missing.err.contains("\(file): the key file is missing"))
            try FileManager.default.copyItem(
                atPath: "\(other)/keys/\(purpose).key", toPath: scratch.path(file))
            let wrong = try run("tenant", "add", "x", "--name", "X")
            #expect(wrong.code == 1 && wrong.err.contains("is not the one this database"))
            try scratch.write(text, to: file)
            try FileManager.default.removeItem(atPath: other)
        }
        #expect(try run("tenant", "list").out.contains("\nx ") == false)
        #expect(try run("tenant", "add", "x", "--name", "X").code == 0)
    }

    @Test func aDatabaseFromBeforeThereWereKeysGetsThem() throws {
        try FileManager.default.removeItem(atPath: scratch.path("w/keys"))
        try Sqlite.run(
            """
            DROP TRIGGER audit_link_delete; DELETE FROM audit_link; DELETE FROM vault_key;
            DROP TRIGGER audit_epoch_delete; DELETE FROM audit_epoch; DELETE FROM credential;
            """, restoring: ["audit_link_delete", "audit_epoch_delete"],
            in: scratch.path("w/puerto.db"))
        for verb in [["audit", "verify"], ["key", "verify"], ["audit", "checkpoint"]] {
            let result = try scratch.puerto(verb + ["--workspace", "w"])
            #expect(result.code == 1 && result.err.contains("has no keys yet"), "\(verb)")
        }
        #expect(!FileManager.default.fileExists(atPath: scratch.path("w/keys")))
        #expect(try run("build").code == 0)
        #expect(try run("audit", "verify").code == 0)
        #expect(
            try Sqlite.state(scratch.path("w/puerto.db")).history.suffix(2) == [
                "key.adopt done", "history.upgraded done",
            ])
        let mode = try FileManager.default.attributesOfItem(atPath: scratch.path("w/keys"))
        #expect(mode[.posixPermissions] as? Int == 0o700)
    }

    @Test func aCheckpointFindsWhatWasTakenFromTheEnd() throws {
        let note = scratch.path("note")
        try scratch.write(try run("audit", "checkpoint").out, to: "note")
        #expect(try run("audit", "verify", "--since", note).code == 0)
        try Sqlite.run(
            """
            DROP TRIGGER audit_delete; DROP TRIGGER audit_link_delete;
            DELETE FROM audit_link WHERE seq = (SELECT max(seq) FROM audit);
            DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit);
            UPDATE sqlite_sequence SET seq = (SELECT max(seq) FROM audit) WHERE name = 'audit';
            """, restoring: ["audit_delete", "audit_link_delete"], in: scratch.path("w/puerto.db"))
        #expect(try run("audit", "verify").code == 0)
        let found = try run("audit", "verify", "--since", note)
        #expect(found.code == 1 && found.err.contains("lines were taken from the end"))
        try scratch.write(
            try scratch.text(of: "note").replacing("my-agency", with: "other"), to: "note")
        let forged = try run("audit", "verify", "--since", note)
        #expect(forged.err.contains("it is of 'puerto-audit/other'"))
    }

    @Test func anEntryCannotPassForTwo() throws {
        _ = try run("tenant", "edit", "acme", "--name", "=HYPERLINK(1)")
        let lines = try run("audit", "list").out.split(separator: "\n")
        let json = try run("audit", "list", "--json").out
        let count = json.components(separatedBy: "\"number\" :").count - 1
        #expect(lines.count == count + 1)
    }
}

/// Runs SQL without triggers, and restores them: a database without them cannot be opened.
enum Sqlite {
    static func run(_ sql: String, restoring triggers: [String], in path: String) throws {
        try DatabaseQueue(patient: path).write { db in
            let saved = try triggers.map { name in
                try String.fetchOne(
                    db, sql: "SELECT sql FROM sqlite_master WHERE name = ?", arguments: [name])
            }
            try db.execute(sql: sql)
            for trigger in saved.compactMap(\.self) { try db.execute(sql: trigger) }
        }
    }

    /// Every row of the tables that verbs change, and the actions of the history.
    static func state(_ path: String) throws -> (rows: [String], history: [String]) {
        try DatabaseQueue(patient: path).read { db in
            let tables = ["tenant", "slot", "service", "credential", "handoff", "vault_key"]
            let rows = try tables.flatMap { table in
                try Row.fetchAll(db, sql: "SELECT * FROM \(table)").map { "\(table) \($0)" }
            }
            let history = try String.fetchAll(
                db, sql: "SELECT action || ' ' || outcome FROM audit ORDER BY seq")
            return (rows, history)
        }
    }
}
