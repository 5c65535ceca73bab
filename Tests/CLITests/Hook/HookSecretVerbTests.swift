import Foundation
import GRDB
import PuertoCore
import TestSupport
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

    @Test func itsActionsAndItsEndAreListed() throws {
        _ = try run("add", "usual")
        _ = try run(
            "add", "wide", "--action", "suspend", "--action", "provision", "--action", "suspend",
            "--ends", "never")
        _ = try run("add", "dated", "--ends", "9000-01-31")
        let text = try run("list").out
        #expect(text.contains("restart, reconcile") && text.contains("provision, suspend"))
        #expect(text.contains("9000-01-31T00:00:00Z") && text.contains("never"))
        let json = try JSONSerialization.jsonObject(with: Data(run("list", "--json").out.utf8))
        let rows = try #require(json as? [[String: Any]])
        #expect(rows.compactMap { $0["name"] as? String } == ["dated", "usual", "wide"])
        #expect(
            rows.compactMap { $0["actions"] as? [String] } == [
                ["restart", "reconcile"], ["restart", "reconcile"], ["provision", "suspend"],
            ])
        #expect(rows[0]["ends_at"] as? String == "9000-01-31T00:00:00Z")
        #expect(rows[2]["ends_at"] == nil)
        let end = try #require(rows[1]["ends_at"] as? String)
        let added = try #require(rows[1]["added_at"] as? String)
        let (from, to) = try (Date(added, strategy: .iso8601), Date(end, strategy: .iso8601))
        #expect(abs(to.timeIntervalSince(from) - 365 * 86_400) < 60)
        #expect(rows.allSatisfy { $0["state"] as? String == "active" })
        let history = try scratch.puerto("audit", "list", "--json", "--workspace", "w").out
        #expect(history.contains("actions: provision, suspend") && history.contains("ends: never"))
    }

    @Test(arguments: ["archive", "upgrade", "rotate", "purge"])
    func whatNoProgramMayAskForIsNotGiven(action: String) throws {
        let refused = try run("add", "ci", "--action", "restart", "--action", action)
        #expect(refused.code == 1 && refused.out == "")
        let list = try #require(refused.err.firstMatch(of: /\(choose of (.*)\)\n/)?.output.1)
        #expect(list == "provision, suspend, resume, restart, reconcile, build")
        let fixed = list.split(separator: ", ").flatMap { ["--action", String($0)] }
        let made = try scratch.puerto(
            ["hook-secret", "add", "ci"] + fixed + ["--workspace", "w"])
        #expect(made.code == 0, "\(made.err)")
    }

    /// The command that a program's refusal proposes.
    @Test func whatARefusalProposesIsTaken() throws {
        for (index, action) in HookSecretOffer.possibleActions.inOrder.enumerated() {
            let secret = HookSecret(
                name: try Slug("ci"), tenant: try Slug("acme"), actions: [], addedAt: 0,
                endsAt: nil)
            let refusal = #expect(throws: PuertoError.self) {
                try secret.check(action, nil, JobParameters())
            }
            let hint = try #require(refusal?.hint)
            let command = try #require(hint.firstMatch(of: /^puerto (.*) makes one/)?.output.1)
            let words = command.split(separator: " ").map {
                $0 == "NAME" ? "next-\(index)" : String($0)
            }
            let made = try scratch.puerto(words + ["--workspace", "w"])
            #expect(made.code == 0, "\(made.err)")
        }
    }

    @Test func itEndsAtOnceOrAfterAWhile() throws {
        for name in ["one", "two"] { _ = try run("add", name) }
        #expect(try run("revoke", "one").out == "one: ended\n")
        #expect(try run("revoke", "two", "--after", "1d").out.hasPrefix("two: ends 20"))
        // A second revocation does not bring it back.
        #expect(try run("revoke", "one", "--after", "7d").out == "one: ended\n")
        let list = try run("list").out
        #expect(list.contains(" ended\n") && list.contains(" ending\n") && list.contains("any"))
        #expect(try run("add", "one").err.contains("names are not used twice"))
        #expect(try run("revoke", "three").err.contains("there is no hook secret 'three'"))
        #expect(try run("revoke", "two", "--after", "1w").code == 2)
    }

    @Test func oneThatDoesNotOpenIsListedAsSuch() throws {
        for name in ["one", "two"] { _ = try run("add", name) }
        let raw = try DatabaseQueue(patient: scratch.path("w/puerto.db"))
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

    @Test(arguments: [
        ["Ci"], ["a/b"], ["ci", "--tenant", "base"], ["ci", "--tenant", "nobody"],
        ["ci", "--tenant", "acme", "--action", "build"], ["ci", "--ends", "2020-01-01"],
    ])
    func whatCannotSignIsRefused(arguments: [String]) throws {
        let result = try scratch.puerto(["hook-secret", "add"] + arguments + ["--workspace", "w"])
        #expect(result.code == 1 && result.out == "")
        #expect(try run("list").out.split(separator: "\n").count < 2)
    }

    @Test(arguments: ["tomorrow", "2027-02-30", "365d", ""]) func anEndIsADayOrNever(end: String)
        throws
    {
        let result = try run("add", "ci", "--ends", end)
        #expect(result.code == 2 && result.out == "")
    }
}
