import Foundation
import GRDB
import Testing

/// Tests the secrets that programs sign with, and a program that does.
@Suite struct HookSecretVerbTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try scratch.puerto("init", "w")
        try scratch.puerto("tenant", "add", "acme", "--name", "Acme", "--workspace", "w")
    }

    private func run(_ arguments: String..., input: String = "") throws -> Scratch.Result {
        try scratch.puerto(["hook-secret"] + arguments + ["--workspace", "w"], input: input)
    }

    @Test func itIsPrintedOnceAndIsNowhereElse() throws {
        let made = try run("add", "ci", "--tenant", "acme")
        #expect(made.code == 0 && made.err == "")
        #expect(made.out.wholeMatch(of: /whsec_[A-Za-z0-9+\/]{43}=\n/) != nil)
        let secret = String(made.out.dropFirst(6).dropLast(2))
        var places = try scratch.files()
        for arguments in [
            ["hook-secret", "list"], ["hook-secret", "list", "--json"],
            ["audit", "list", "--json"],
        ] {
            let result = try scratch.puerto(arguments + ["--workspace", "w"])
            places[arguments.joined(separator: " ")] = Data((result.out + result.err).utf8)
        }
        let raw = try #require(Data(base64Encoded: secret + "="))
        #expect(Canary(secrets: [secret]).found(in: places) == [])
        #expect(places.values.allSatisfy { $0.range(of: raw) == nil })
        let row = try run("list").out.split(separator: "\n").last?.split(separator: " ")
        #expect(row?.first == "ci" && row?[1] == "acme" && row?.last == "active")
    }

    @Test func itEndsAtOnceOrAfterAWhile() throws {
        for name in ["one", "two"] { _ = try run("add", name) }
        #expect(try run("revoke", "one").out == "one: ended\n")
        #expect(try run("revoke", "two", "--after", "1d").out.hasPrefix("two: ends 20"))
        // A second revocation does not bring it back.
        #expect(try run("revoke", "one", "--after", "7d").out == "one: ended\n")
        let list = try run("list").out
        #expect(list.contains("ended 20") && list.contains("ends 20") && list.contains("any"))
        #expect(try run("add", "one").err.contains("names are not used twice"))
        #expect(try run("revoke", "three").err.contains("there is no hook secret 'three'"))
        #expect(try run("revoke", "two", "--after", "1w").code == 2)
    }

    @Test func oneThatDoesNotOpenIsListedAsSuch() throws {
        for name in ["one", "two"] { _ = try run("add", name) }
        let raw = try DatabaseQueue(path: scratch.path("w/puerto.db"))
        try raw.writeWithoutTransaction { db in
            let kept = try String.fetchOne(
                db, sql: "SELECT sql FROM sqlite_master WHERE name = 'hook_secret_update'")
            try db.execute(
                sql: """
                    DROP TRIGGER hook_secret_update;
                    UPDATE hook_secret SET ciphertext = zeroblob(60) WHERE name = 'one';
                    \(kept ?? "")
                    """)
        }
        try raw.close()
        let lines = try run("list").out.split(separator: "\n")
        #expect(lines[1].hasSuffix("does not open: revoke it, and add another"))
        #expect(lines[2].hasSuffix("active"))
        #expect(try run("list", "--json").out.contains("unreadable"))
        #expect(try run("revoke", "one").out == "one: ended\n")
    }

    @Test(arguments: [["Ci"], ["a/b"], ["ci", "--tenant", "base"], ["ci", "--tenant", "nobody"]])
    func whatCannotSignIsRefused(arguments: [String]) throws {
        let result = try scratch.puerto(["hook-secret", "add"] + arguments + ["--workspace", "w"])
        #expect(result.code == 1 && result.out == "")
    }
}
