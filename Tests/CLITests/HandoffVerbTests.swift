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
        #expect(rows.count == 3 && rows.dropFirst().allSatisfy { $0.contains("replaced") })
        #expect(try run("handoff", "list").out.split(separator: "\n").count == 1)
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
