import Foundation
import Testing

/// Tests the way of an onboarding page to its client.
@Suite struct HandoffVerbTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try scratch.puerto("init", "w")
        try scratch.puerto(
            "tenant", "add", "acme", "--name", "Acme", "--contact-email", "eva@acme.example",
            "--status", "ready", "--locale", "en", "--workspace", "w")
        try scratch.puerto("credential", "set", "acme", "app", "--workspace", "w", input: "hunter2")
    }

    private func run(_ arguments: String..., input: String = "") throws -> Scratch.Result {
        try scratch.puerto(arguments + ["--workspace", "w"], input: input)
    }

    private func nonce(_ file: String) throws -> String {
        let page = try scratch.text(of: file)
        return String(try #require(page.firstMatch(of: /;n=([A-Za-z0-9_-]{16});/)).1)
    }

    private var published: String {
        get throws {
            let files = try FileManager.default.contentsOfDirectory(
                atPath: scratch.path("w/public/welcome"))
            return "w/public/welcome/\(try #require(files.first))"
        }
    }

    @Test func thePassphraseIsAloneOnStandardOutputAndThePageIsTheSameTwice() throws {
        let made = try run("handoff", "page", "acme", "--out", scratch.path("page.html"))
        #expect(made.code == 0)
        #expect(made.out.wholeMatch(of: /([a-z]+ ){7}[a-z]+\n/) != nil)
        #expect(made.err.contains("send the passphrase another way"))
        #expect(!made.err.contains(made.out.trimmingCharacters(in: .newlines)))
        #expect(try scratch.text(of: "page.html") == scratch.text(of: published))
    }

    @Test func aCodeIsFiveGroupsOfFour() throws {
        let made = try run("handoff", "page", "acme", "--code")
        #expect(made.out.wholeMatch(of: /([0-9a-z]{4}-){4}[0-9a-z]{4}\n/) != nil)
    }

    @Test func aChosenPassphraseIsNotPrintedAndIsWrittenDownAsChosen() throws {
        let made = try run(
            "handoff", "page", "acme", "--own-passphrase", input: "correct horse battery\n")
        #expect(made.code == 0 && made.out == "")
        #expect(try run("audit", "list", "--limit", "1").out.contains("passphrase: chosen"))
    }

    @Test func aBuildWithNothingNewLeavesThePageAndANewPasswordSealsItAnew() throws {
        _ = try run("handoff", "page", "acme")
        let file = try published
        let before = try scratch.files()[file]
        for arguments in [["build"], ["build", "--force"]] {
            _ = try scratch.puerto(arguments + ["--workspace", "w"])
            #expect(try scratch.files()[file] == before)
        }
        let old = try nonce(file)
        _ = try run("credential", "set", "acme", "app", input: "hunter3")
        _ = try run("build")
        #expect(try nonce(file) != old)
        #expect(try scratch.files()[file]?.count == before?.count)
    }

    @Test func anotherAddressInTheConfigurationIsSealedByTheNextBuild() throws {
        _ = try run("handoff", "page", "acme")
        let old = try nonce(published)
        let yaml = try scratch.text(of: "w/puerto.yaml").replacing(
            "http://{slug}.localhost:{port}", with: "https://{slug}.example.com")
        try scratch.write(yaml, to: "w/puerto.yaml")
        let build = try run("build")
        #expect(build.err == "puerto: sealing the onboarding page of 'acme' again\n")
        #expect(try nonce(published) != old)
        #expect(try scratch.text(of: published).contains("data-url=\"https://acme.example.com\""))
        #expect(try run("build").err == "")
    }

    @Test func aWithdrawnPageGoesWithTheNextBuildAndStaysInTheList() throws {
        _ = try run("handoff", "page", "acme")
        _ = try run("handoff", "page", "acme")
        #expect(try run("handoff", "withdraw", "acme").code == 0)
        _ = try run("build")
        #expect(try scratch.text(of: published).contains("id=\"envelope\"") == false)
        let rows = try run("handoff", "list", "acme").out.split(separator: "\n")
        #expect(rows.count == 3)
        #expect(rows[1].contains(/page .* withdrawn \S+ by cli:\w+/))
        #expect(rows[2].contains(/page .* replaced \S+ by cli:\w+/))
        #expect(try run("handoff", "list").out.split(separator: "\n").count == 3)
    }

    /// The two texts below their headings.
    private func texts(_ out: String) throws -> (mail: String, message: String) {
        let blocks = out.split(separator: /[12]\. .*\n-+\n/).map(String.init)
        try #require(blocks.count == 2, "\(out)")
        return (blocks[0], blocks[1])
    }

    @Test func aPageIsHandedOverAsTwoTextsOfWhichNoneHasBoth() throws {
        let made = try run("handoff", "acme", "--out", scratch.path("page.html"))
        #expect(made.code == 0, "\(made.err)")
        #expect(made.out.contains("1. Por correo (eva@acme.example)\n---"))
        #expect(made.out.contains("2. Por WhatsApp o por teléfono, nunca en ese correo\n---"))
        let (mail, message) = try texts(made.out)
        // In the client's language.
        #expect(mail.contains("Your onboarding page is attached."))
        let phrase = try #require(message.firstMatch(of: /\n(([a-z]+ ){7}[a-z]+)\n/)).1
        #expect(!mail.contains(phrase) && !made.err.contains(phrase))
        #expect(made.err.contains("attach the page: \(scratch.path("page.html"))"))
        #expect(try scratch.text(of: "page.html") == scratch.text(of: published))
    }

    @Test func aLinkIsHandedOverAsTwoTextsOfWhichNoneHasBoth() throws {
        let yaml = try scratch.text(of: "w/puerto.yaml")
        try scratch.write(yaml + "\nweb: {url: \"https://portal.example\"}\n", to: "w/puerto.yaml")
        let made = try run("handoff", "give", "acme", "--views", "2", "--expires", "2h")
        #expect(made.code == 0, "\(made.err)")
        let (mail, message) = try texts(made.out)
        let address = /https:\/\/portal\.example\/x\/#1p\.[\w-]{22}\.[\w-]{43}\.en\n/
        let link = try #require(mail.firstMatch(of: address))
        #expect(mail.contains("It opens 2 times and expires in 2 hours."))
        let phrase = try #require(message.firstMatch(of: /\n(([a-z]+ ){7}[a-z]+)\n/)).1
        #expect(!mail.contains(phrase) && !message.contains(link.0) && !message.contains("/x/"))
        #expect(Canary(secrets: [String(phrase)]).found(in: try scratch.files()) == [])
        // The hint that takes it back is followed.
        let hint = try #require(made.err.firstMatch(of: /puerto (handoff revoke \S+ \S+)/)).1
        let back = try scratch.puerto(
            hint.split(separator: " ").map(String.init) + ["--workspace", "w"])
        #expect(back.code == 0 && back.out == "revoked\n")
        let page = try run("handoff", "acme", "--by", "page")
        #expect(try texts(page.out).mail.contains("https://portal.example/welcome/"))
        #expect(try run("handoff", "acme", "--by", "link", "--out", "x.html").code == 2)
    }

    @Test func nothingElseThanASealedPageIsWrittenOver() throws {
        try scratch.write("mine", to: "note.html")
        let note = scratch.path("note.html")
        let refused = try run("handoff", "page", "acme", "--out", note)
        #expect(refused.code == 1 && refused.out == "")
        #expect(refused.err.contains("is there and is no sealed page"))
        #expect(try scratch.text(of: "note.html") == "mine")
        #expect(try run("handoff", "list").out.split(separator: "\n").count == 1)
        let page = scratch.path("page.html")
        for _ in 0..<2 { #expect(try run("handoff", "page", "acme", "--out", page).code == 0) }
        #expect(
            try run("handoff", "page", "acme", "--out", scratch.path("none/page.html")).code == 1)
    }

    @Test func aPassphraseIsShownEvenWhenTheSiteCannotBeBuilt() throws {
        try scratch.write("---\ntitle: X\n---\n[x](nowhere.md)\n", to: "w/content/runbooks/bad.md")
        let made = try run("handoff", "page", "acme")
        #expect(made.code == 1)
        #expect(made.out.wholeMatch(of: /([a-z]+ ){7}[a-z]+\n/) != nil)
        #expect(made.err.contains("puerto build makes its page once this is mended"))
    }
}
