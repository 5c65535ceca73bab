import Foundation
import Testing

/// Tests links that show a password once, as an operator makes them.
@Suite struct LinkVerbTests {
    private let scratch: Scratch
    private static let password = "canary-of-a-link-4711"

    init() throws {
        scratch = try Scratch()
        try scratch.puerto("init", "w")
        try scratch.write(
            try scratch.text(of: "w/puerto.yaml") + "\nweb: {url: \"https://portal.example\"}\n",
            to: "w/puerto.yaml")
        try scratch.puerto(
            "tenant", "add", "acme", "--name", "Acme", "--contact-email", "eva@acme.example",
            "--status", "ready", "--locale", "es-MX", "--workspace", "w")
        try scratch.puerto(
            "credential", "set", "acme", "app", "--workspace", "w", input: Self.password)
    }

    private func run(_ arguments: String...) throws -> Scratch.Result {
        try scratch.puerto(["handoff"] + arguments + ["--workspace", "w"])
    }

    @Test func theLinkAloneIsOnStandardOutput() throws {
        let made = try run("link", "acme", "--views", "2", "--expires", "1h")
        #expect(made.code == 0, "\(made.err)")
        let link = try #require(
            made.out.wholeMatch(
                of: /https:\/\/portal\.example\/x\/#1\.([\w-]{22})\.([\w-]{43})\.es-MX\n/))
        let said = try #require(
            made.err.wholeMatch(
                of: /puerto: it opens 2 times until (.*); its receipt is ([0-9a-f]{8})\n/))
        let list = try run("links", "acme")
        #expect(list.out.contains(said.2) && list.out.contains("unread"))
        let secrets = [String(link.1), String(link.2), Self.password]
        var places = try scratch.files()
        places["err"] = Data(made.err.utf8)
        for arguments in [
            ["handoff", "links", "acme", "--json"], ["handoff", "links", "acme"],
            ["audit", "list", "--json"], ["export"], ["build"], ["handoff", "list"],
        ] {
            let result = try scratch.puerto(arguments + ["--workspace", "w"])
            places[arguments.joined(separator: " ")] = Data((result.out + result.err).utf8)
        }
        #expect(Canary(secrets: secrets).found(in: places) == [])
    }

    @Test func aPassphraseIsTheSecondLine() throws {
        let made = try run("link", "acme", "--passphrase")
        let lines = made.out.split(separator: "\n")
        #expect(
            lines.count == 2 && lines[0].contains("/x/#1p.") && made.err.contains("it opens once"))
        #expect(lines[1].wholeMatch(of: /([a-zñáéíóú]+ ){7}[a-zñáéíóú]+/) != nil)
        #expect(!made.err.contains(lines[1]))
        #expect(Canary(secrets: [String(lines[1])]).found(in: try scratch.files()) == [])
    }

    @Test func aLinkIsTakenBackByItsReceipt() throws {
        let made = try run("link", "acme")
        let receipt = try #require(made.err.firstMatch(of: /receipt is ([0-9a-f]{8})/)).1
        for wrong in ["", "x", "*", "0000000000000000000000000000000000"] {
            #expect(try run("revoke", "acme", wrong).code == 1)
        }
        #expect(try run("revoke", "base", String(receipt)).code == 1)
        #expect(try run("revoke", "acme", String(receipt)).out == "revoked\n")
        #expect(try run("links", "acme").out.contains("revoked"))
        let kept = try run("list").out
        #expect(kept.contains(receipt) && kept.contains(/link .* revoked \S+ by cli:\w+/))
        let again = try run("revoke", "acme", String(receipt))
        #expect(again.code == 1 && again.err.contains("the link is revoked already"))
    }

    @Test(arguments: [
        ["base"], ["nobody"], ["acme", "--views", "0"], ["acme", "--views", "11"],
        ["acme", "--expires", "59s"], ["acme", "--expires", "32d"], ["acme", "--expires", "1w"],
        ["acme", "--field", "mysql"],
    ])
    func whatCannotBeHandedOverIsRefused(arguments: [String]) throws {
        let result = try scratch.puerto(["handoff", "link"] + arguments + ["--workspace", "w"])
        #expect(result.code != 0 && result.out == "")
        #expect(try run("links", "acme").out.split(separator: "\n").count == 1)
    }

    @Test func aDraftGetsNoLinkAndTheErrorNamesWhatHelps() throws {
        try scratch.puerto("tenant", "edit", "acme", "--status", "draft", "--workspace", "w")
        for arguments in [["link", "acme"], ["page", "acme"], ["acme"], ["give", "acme"]] {
            let result = try scratch.puerto(["handoff"] + arguments + ["--workspace", "w"])
            #expect(result.code == 1 && result.out == "")
            #expect(
                result.err == """
                    puerto: error: 'acme' is draft: there is nothing to log in to \
                    (puerto provision acme)

                    """)
        }
    }

    @Test func withoutAUserNameThereIsNoLoginToGiveAndTheHintMendsIt() throws {
        try scratch.puerto("tenant", "edit", "acme", "--contact-email", "", "--workspace", "w")
        for arguments in [["link", "acme"], ["give", "acme"], ["page", "acme"]] {
            let result = try scratch.puerto(["handoff"] + arguments + ["--workspace", "w"])
            #expect(result.code == 1 && result.out == "", "\(arguments)")
            #expect(result.err.contains("'acme' has no contact e-mail, which is the user name"))
            #expect(result.err.contains("(puerto tenant edit acme --contact-email ADDRESS)"))
        }
        let shown = try scratch.puerto("audit", "list", "--limit", "1", "--workspace", "w").out
        #expect(!shown.contains("credential.show"))
        try scratch.puerto(
            "credential", "set", "acme", "postgres", "--workspace", "w", input: "of a database")
        #expect(try run("link", "acme", "--field", "postgres").code == 0)
        try scratch.puerto(
            "tenant", "edit", "acme", "--contact-email", "eva@acme.example", "--workspace", "w")
        #expect(try run("link", "acme").code == 0)
    }

    @Test func withoutAPortalThereIsNoLink() throws {
        let yaml = try scratch.text(of: "w/puerto.yaml")
        try scratch.write(yaml.replacing("\nweb:", with: "\n# web:"), to: "w/puerto.yaml")
        let result = try run("link", "acme")
        #expect(
            result.code == 1 && result.out == ""
                && result.err.contains("'web' is not in puerto.yaml"))
        // The hint is followed.
        let hint = try #require(result.err.firstMatch(of: /: puerto (handoff page acme)\)/)).1
        let page = try scratch.puerto(
            hint.split(separator: " ").map(String.init) + ["--workspace", "w"])
        #expect(page.code == 0, "\(page.err)")
    }
}
