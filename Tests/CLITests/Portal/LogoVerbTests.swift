import Foundation
import Testing

/// Tests the agency's logo, from `puerto.yaml` to the pages.
@Suite struct LogoVerbTests {
    private let scratch: Scratch
    private static let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0h1\"/></svg>"

    init() throws {
        scratch = try Scratch()
        try scratch.puerto("init", "w")
        let yaml = try scratch.text(of: "w/puerto.yaml")
        try scratch.write(
            yaml.replacing("agency:\n", with: "agency:\n  logo: logo.svg\n", maxReplacements: 1)
                + "\nweb: {url: \"https://portal.example\"}\n", to: "w/puerto.yaml")
        try scratch.write(Self.svg, to: "w/content/logo.svg")
        try scratch.puerto(
            "tenant", "add", "acme", "--name", "Acme", "--contact-email", "eva@acme.example",
            "--status", "ready", "--workspace", "w")
        try scratch.puerto("credential", "set", "acme", "app", "--workspace", "w", input: "hunter2")
    }

    private func published() throws -> [String: Data] {
        try scratch.files().filter { $0.key.hasPrefix("w/public/") }
    }

    private func pages() throws -> (welcome: String, link: String, portal: String) {
        let files = try FileManager.default.contentsOfDirectory(
            atPath: scratch.path("w/public/welcome"))
        return (
            try scratch.text(of: "w/public/welcome/\(try #require(files.first))"),
            try scratch.text(of: "w/public/x/index.html"),
            try scratch.text(of: "w/public/portal/index.html")
        )
    }

    private static func embedded(_ svg: String) -> String {
        "src=\"data:image/svg+xml;base64,\(Data(svg.utf8).base64EncodedString())\""
    }

    @Test func itIsAFileForThePortalAndInsidePagesThatStandAlone() throws {
        try scratch.puerto("build", "--workspace", "w")
        let plain = try pages()
        let file = try #require(plain.portal.firstMatch(of: /assets\/(logo-[0-9a-f]+\.svg)/)).1
        #expect(try scratch.text(of: "w/public/assets/\(file)") == Self.svg)
        #expect(plain.welcome.contains("src=\"../assets/\(file)\" alt="))
        #expect(plain.link.contains(Self.embedded(Self.svg)))
        try scratch.puerto("handoff", "page", "acme", "--workspace", "w")
        #expect(try pages().welcome.contains(Self.embedded(Self.svg)))
    }

    @Test func anotherPictureMakesThePagesAnewAndTheSameMakesNone() throws {
        try scratch.puerto("handoff", "page", "acme", "--workspace", "w")
        try scratch.puerto("build", "--workspace", "w")
        let before = try published()
        #expect(try scratch.puerto("build", "--workspace", "w").code == 0)
        #expect(try published() == before)
        let other = Self.svg.replacing("h1", with: "h2")
        try scratch.write(other, to: "w/content/logo.svg")
        try scratch.puerto("build", "--workspace", "w")
        let after = try pages()
        #expect(after.welcome.contains(Self.embedded(other)))
        #expect(after.link.contains(Self.embedded(other)))
        let assets = try FileManager.default.contentsOfDirectory(
            atPath: scratch.path("w/public/assets"))
        #expect(assets.count { $0.hasPrefix("logo-") } == 1)
    }

    /// Only a build of the portal needs it: the other verbs go on, and a page is handed over.
    @Test func withoutTheFileOtherVerbsWork() throws {
        try FileManager.default.removeItem(atPath: scratch.path("w/content/logo.svg"))
        for verb in [
            ["tenant", "list"], ["credential", "list", "acme"], ["status"], ["job", "list"],
        ] {
            let result = try scratch.puerto(verb + ["--workspace", "w"])
            #expect(result.code == 0, "\(verb): \(result.err)")
        }
        let given = try scratch.puerto("handoff", "page", "acme", "--workspace", "w")
        #expect(given.code == 0 && !given.out.isEmpty, "\(given.err)")
        #expect(given.err.contains("warning: puerto.yaml: the logo 'content/logo.svg' is not"))
        #expect(try !pages().welcome.contains("data:image/svg"))
        #expect(try scratch.puerto("build", "--workspace", "w").code == 1)
        try scratch.write(Self.svg, to: "w/content/logo.svg")
        #expect(try scratch.puerto("build", "--workspace", "w").code == 0)
        #expect(try pages().welcome.contains(Self.embedded(Self.svg)))
    }

    @Test func whatIsWrongWithItIsSaidWithItsFile() throws {
        let bad = Self.svg.replacing("<path", with: "<script/><path")
        try scratch.write(bad, to: "w/content/logo.svg")
        let script = try scratch.puerto("check", "--workspace", "w")
        #expect(script.code == 1)
        #expect(
            script.err.contains("puerto.yaml: the logo 'content/logo.svg' has the element 'script'")
        )
        try FileManager.default.removeItem(atPath: scratch.path("w/content/logo.svg"))
        let gone = try scratch.puerto("check", "--workspace", "w")
        #expect(gone.code == 1 && gone.err.contains("the logo 'content/logo.svg' is not a file"))
        let spanish = try scratch.puerto(
            ["build", "--workspace", "w"], environment: ["PUERTO_LANGUAGE": "es"])
        #expect(spanish.code == 1)
        #expect(spanish.err.contains("el logotipo 'content/logo.svg' no es un archivo (pon ahí"))
        let yaml = try scratch.text(of: "w/puerto.yaml")
        for name in ["../logo.svg", "/logo.svg", "a//b.svg", ".logo.svg"] {
            try scratch.write(
                yaml.replacing("logo: logo.svg", with: "logo: \(name)"), to: "w/puerto.yaml")
            let outside = try scratch.puerto("check", "--workspace", "w")
            #expect(outside.code == 1 && outside.err.contains("is not a file below content/"))
        }
    }
}
