import Foundation
import GRDB
import TestSupport
import Testing

/// Tests the verbs for passkeys. A row of the offer stands for what the broker writes when a browser
/// has made a passkey.
@Suite struct PasskeyVerbTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try scratch.puerto("init", "w")
        try configure("https://portal.example.com:8443")
        try scratch.puerto(
            "operator", "add", "ana", "--role", "owner", "--workspace", "w",
            input: "correct horse battery")
    }

    private func configure(_ url: String) throws {
        let file = "w/puerto.yaml"
        let lines = try scratch.text(of: file).split(
            separator: "\n", omittingEmptySubsequences: false)
        let rest = lines.filter { !$0.hasPrefix("web:") }.joined(separator: "\n")
        try scratch.write("\(rest)\nweb: {url: '\(url)'}\n", to: file)
    }

    private func database() throws -> DatabaseQueue {
        try DatabaseQueue(patient: scratch.path("w/puerto.db"))
    }

    private func count(_ table: String) throws -> Int? {
        try database().read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") }
    }

    private func offer() throws -> Row? {
        try database().read {
            try Row.fetchOne($0, sql: "SELECT id, secret, relying_party FROM passkey_offer")
        }
    }

    private func execute(_ sql: String) throws {
        try database().write { try $0.execute(sql: sql) }
    }

    /// The browser's part.
    private func make(_ credential: UInt8 = 1) throws {
        try database().write {
            try $0.execute(
                sql: """
                    UPDATE passkey_offer SET credential = ?, algorithm = -7,
                        public_key = zeroblob(65), label = 'YubiKey 5', is_synced = 0,
                        sign_count = 3
                    """, arguments: [Data([credential])])
        }
    }

    private func begin() async throws -> AtTerminal {
        let terminal = try AtTerminal(scratch, "operator", "passkey", "ana", "--workspace", "w")
        try await terminal.wait(for: "open it within ten minutes")
        return terminal
    }

    private func add(_ credential: UInt8 = 1) async throws -> AtTerminal {
        let terminal = try await begin()
        try make(credential)
        try await terminal.wait(for: "add it? y/N")
        try terminal.type("y\n")
        return terminal
    }

    private func lastLine() throws -> String {
        try scratch.puerto("audit", "list", "--limit", "1", "--workspace", "w").out
    }

    @Test func aBrowserMakesItAndTheTerminalAddsIt() async throws {
        let terminal = try await begin()
        let address = try #require(
            try terminal.shown.firstMatch(
                of:
                    /https:\/\/portal\.example\.com:8443\/hook\/passkey#1\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})\s/
            ))
        let offer = try offer()
        #expect(offer?["id"] == String(address.1))
        #expect(offer?["relying_party"] == "portal.example.com")
        let secret = String(address.2)
        try make()
        try await terminal.wait(for: "add it? y/N")
        let shown = try terminal.shown
        #expect(shown.contains("ana") && shown.contains("YubiKey 5"))
        #expect(shown.contains("on one device"))
        #expect(try count("passkey") == 0)
        try terminal.type("y\n")
        #expect(terminal.end() == 0)
        #expect(try terminal.shown.contains("ana: passkey 1 added, YubiKey 5"))
        #expect(try terminal.shown.contains("needs a second one"))
        #expect(try count("passkey") == 1 && count("passkey_offer") == 0)
        #expect(try lastLine().contains("passkey.add"))
        let files = try scratch.files()
        #expect(Canary(secrets: [secret]).found(in: files) == [])
        let list = try scratch.puerto("passkey", "list", "--workspace", "w").out
        let row = list.split(separator: "\n").last?.split(separator: " ")
        #expect(row?.prefix(5).joined(separator: " ") == "ana 1 YubiKey 5 one")
        #expect(!list.contains("not the portal's"))
    }

    @Test(arguments: ["n\n", "\n", "Yes\n", "yes please\n", "YES\n", "\u{4}", "\u{3}"])
    func anythingButAYesAddsNothing(answer: String) async throws {
        let terminal = try await begin()
        try make()
        try await terminal.wait(for: "add it? y/N")
        try terminal.type(answer)
        #expect(terminal.end() == 1)
        #expect(try terminal.shown.contains("no passkey was added"))
        #expect(try count("passkey") == 0 && count("passkey_offer") == 0)
        #expect(try lastLine().contains("passkey.offer-end"))
    }

    @Test(arguments: ["y", "Y", "yes", "s", "sí"]) func aYesIsOfBothLanguages(answer: String)
        async throws
    {
        let terminal = try await begin()
        try make()
        try await terminal.wait(for: "add it? y/N")
        try terminal.type(answer + "\n")
        #expect(terminal.end() == 0)
        #expect(try count("passkey") == 1)
    }

    @Test func whatIsTypedBeforeTheQuestionIsNoAnswer() async throws {
        let terminal = try await begin()
        try terminal.type("yes\n")
        // The echo: it is in the terminal's queue.
        try await terminal.wait(for: "yes\r\n")
        try make()
        try await terminal.wait(for: "add it? y/N")
        try terminal.type("n\n")
        #expect(terminal.end() == 1)
        #expect(try count("passkey") == 0)
    }

    @Test func ctrlCEndsTheWait() async throws {
        let terminal = try await begin()
        try terminal.type("\u{3}")
        #expect(terminal.end() == 1)
        #expect(try terminal.shown.contains("interrupted: no passkey was added"))
        #expect(try count("passkey_offer") == 0)
    }

    @Test func tenMinutesEndTheWait() async throws {
        let terminal = try await begin()
        try execute("UPDATE passkey_offer SET made_at = made_at - 600")
        #expect(terminal.end() == 1)
        #expect(try terminal.shown.contains("ten minutes are over: no passkey was added"))
        #expect(try count("passkey_offer") == 0)
    }

    @Test func withoutATerminalThereIsNone() throws {
        let result = try scratch.puerto(
            "operator", "passkey", "ana", "--workspace", "w", input: "y\n")
        #expect(result.code == 1 && result.out == "")
        #expect(result.err.contains("a passkey is added at a terminal only"))
        #expect(try count("passkey_offer") == 0)
        #expect(try scratch.puerto("operator", "passkey", "ana", "--yes").code == 2)
    }

    @Test func anUnknownOperatorAndAMissingPortalAreNamed() async throws {
        let unknown = try scratch.puertoOnATerminal(
            "operator", "passkey", "anna", "--workspace", "w")
        #expect(unknown.code == 1 && unknown.out.contains("did you mean 'ana'?"))
        let file = "w/puerto.yaml"
        let text = try scratch.text(of: file)
        try scratch.write(text.replacing("\nweb: {", with: "\n#web: {"), to: file)
        let none = try scratch.puertoOnATerminal("operator", "passkey", "ana", "--workspace", "w")
        #expect(none.code == 1 && none.out.contains("there is no portal"))
    }

    @Test func aRemovedOneEndsTheSessions() async throws {
        let added = try await add()
        #expect(added.end() == 0)
        try execute("INSERT INTO session VALUES (zeroblob(32), 1, 1, 1, 1)")
        func remove(_ words: String...) throws -> Scratch.Result {
            try scratch.puerto(["passkey", "remove"] + words + ["--workspace", "w"])
        }
        #expect(try remove("ana", "7").err.contains("'ana' has no passkey 7"))
        #expect(try remove("eva", "1").err.contains("there is no operator 'eva'"))
        #expect(try remove("ana", "x").code == 2)
        #expect(try remove("ana", "1").out == "ana: passkey 1 removed, sessions ended\n")
        #expect(try count("passkey") == 0 && count("session") == 0)
        #expect(try lastLine().contains("passkey.remove"))
        #expect(
            try scratch.puerto("passkey", "list", "--json", "--workspace", "w").out == "[\n\n]\n")
    }

    @Test func oneOfAnotherHostNameIsSaidToBeUseless() async throws {
        let added = try await add()
        #expect(added.end() == 0)
        let single = "'ana' has one passkey and needs a second one"
        #expect(try scratch.puerto("check", "--workspace", "w").err.contains(single))
        let second = try await add(2)
        #expect(second.end() == 0)
        #expect(try !scratch.puerto("check", "--workspace", "w").err.contains(single))
        try configure("https://other.example.com")
        let said =
            "2 passkeys of 'ana' were made for 'portal.example.com', and the portal is at "
            + "'other.example.com' (puerto operator passkey ana makes a new one; puerto passkey "
            + "remove ana 1)"
        let check = try scratch.puerto("check", "--workspace", "w")
        #expect(check.code == 0 && check.err.contains(said), "\(check.err)")
        let list = try scratch.puerto("passkey", "list", "ana", "--workspace", "w").out
        #expect(list.contains("portal.example.com (not the portal's)"))
        let json = try scratch.puerto("passkey", "list", "ana", "--json", "--workspace", "w").out
        #expect(json.contains("\"of_portal\" : false"), "\(json)")
        // The command of the hint.
        #expect(try scratch.puerto("passkey", "remove", "ana", "1", "--workspace", "w").code == 0)
    }
}
