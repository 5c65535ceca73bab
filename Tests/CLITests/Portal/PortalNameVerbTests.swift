import Foundation
import GRDB
import TestSupport
import Testing

@testable import PuertoCLI

/// A portal and its clients have host names of their own, or nothing is served.
@Suite struct PortalNameVerbTests {
    private static let mine = "https://acme.example.com"

    /// A workspace whose portal has the name of its client, by an edit of the file.
    private static func scratch(portal: String = mine, url: String = "https://{slug}.example.com")
        throws -> Scratch
    {
        let scratch = try Scratch.workspace()
        try scratch.puerto("tenant", "add", "acme", "--name", "Acme", "--workspace", "w")
        let yaml = try scratch.text(of: "w/puerto.yaml")
            .replacing("url: http://{slug}.localhost:{port}", with: "url: \(url)")
        try scratch.write(yaml + "\nweb: {url: \"\(portal)\"}\n", to: "w/puerto.yaml")
        return scratch
    }

    private static let verbs = [
        ["check"], ["build"], ["config", "nginx"], ["config", "ownership"],
        ["serve", "--port", "0"], ["tenant", "edit", "acme", "--name", "Acme 2"],
    ]

    @Test func aPortalWithAClientsNameIsRefusedByEveryVerbThatWouldServeIt() throws {
        let scratch = try Self.scratch()
        for verb in Self.verbs {
            let result = try scratch.puerto(verb + ["--workspace", "w"])
            #expect(result.code == 1 && result.out == "", "\(verb)")
            #expect(
                result.err.contains(
                    "puerto.yaml: the portal has the host name 'acme.example.com', and so has the "
                        + "application of 'acme'"), "\(verb): \(result.err)")
        }
        #expect(try scratch.files()["w/public/portal/index.html"] == nil)
        // The hint's way.
        let said = try scratch.puerto("build", "--workspace", "w").err
        let origin = try #require(said.split(separator: " ").first { $0.hasPrefix("https://") })
            .trimmingCharacters(in: CharacterSet(charactersIn: ",)\n"))
        let yaml = try scratch.text(of: "w/puerto.yaml").replacing(Self.mine, with: origin)
        try scratch.write(yaml, to: "w/puerto.yaml")
        for verb in [["build"], ["check"], ["config", "nginx"]] {
            let result = try scratch.puerto(verb + ["--workspace", "w"])
            #expect(result.code == 0, "\(verb): \(result.err)")
        }
    }

    /// Of a workspace of an earlier version, whose database has the name already.
    @Test func whatWasRecordedBeforeIsRefusedAtTheStartToo() throws {
        let scratch = try Self.scratch(portal: "https://portal.example.com")
        #expect(try scratch.puerto("build", "--workspace", "w").code == 0)
        let yaml = try scratch.text(of: "w/puerto.yaml")
            .replacing("portal.example.com", with: "acme.example.com")
        try scratch.write(yaml, to: "w/puerto.yaml")
        try scratch.sql("UPDATE web SET origin = '\(Self.mine)'")
        for verb in [["build"], ["serve", "--port", "0"], ["broker"]] {
            let result = try scratch.puerto(verb + ["--workspace", "w"])
            #expect(result.code == 1 && result.err.contains("so has the application of 'acme'"))
            #expect(result.err.contains("puerto tenant edit acme --new-slug NAME"), "\(verb)")
        }
        let edit = ["tenant", "edit", "acme", "--new-slug", "acme-2", "--workspace", "w"]
        #expect(try scratch.puerto(edit).code == 0)
        #expect(try scratch.puerto("build", "--workspace", "w").code == 0)
    }

    @Test func whoIsCalledLikeThePortalIsToldByCheck() throws {
        let scratch = try Self.scratch(portal: "https://portal.example.com")
        for words in [["add", "puerto", "--name", "P"], ["edit", "acme", "--new-slug", "puerto"]] {
            let result = try scratch.puerto(["tenant"] + words + ["--workspace", "w"])
            #expect(result.code == 1)
            #expect(result.err.contains("'puerto' cannot be a slug (it is the portal's own name"))
        }
        try scratch.write("tenants: [{slug: puerto, name: P, kind: client}]\n", to: "w/fleet.yaml")
        let imported = try scratch.puerto("import", "w/fleet.yaml", "--workspace", "w")
        #expect(imported.code == 1 && imported.err.contains("fleet.yaml:1: 'puerto' cannot be"))
        try scratch.sql("UPDATE tenant SET slug = 'puerto' WHERE slug = 'acme'")
        let check = try scratch.puerto("check", "--workspace", "w")
        #expect(check.code == 0)
        let way = "puerto tenant edit puerto --new-slug NAME"
        #expect(check.err.contains("the client 'puerto' has the portal's own name (\(way) gives"))
        let edit = way.replacing("NAME", with: "faro").split(separator: " ").dropFirst()
        #expect(try scratch.puerto(edit.map(String.init) + ["--workspace", "w"]).code == 0)
        #expect(try !scratch.puerto("check", "--workspace", "w").err.contains("own name"))
    }

    @Test func aNameThatServersShareIsNoPortalsWithoutTLS() throws {
        let scratch = try Self.scratch(portal: "http://localhost:8080")
        let check = try scratch.puerto("check", "--workspace", "w")
        #expect(check.code == 1)
        #expect(check.err.contains("'http://localhost:8080' is a name that all servers"))
        #expect(check.err.contains("write http://puerto.localhost:8080)"))
    }
}

extension Scratch {
    /// Changes the records of the workspace `w` past the command line.
    fileprivate func sql(_ statement: String) throws {
        try DatabaseQueue(patient: path("w/puerto.db")).write { try $0.execute(sql: statement) }
    }
}

/// What `doctor` says of names.
@Suite struct NameAdviceTests {
    @Test func linesOfHostsAreForWhatIsMissing() {
        let hosts = """
            127.0.0.1\tlocalhost puerto.localhost # acme.localhost
            # 127.0.0.1 base.localhost
            ::1 localhost Faro.localhost
            10.0.0.1 far.localhost

            """
        let names = ["puerto", "base", "acme", "faro", "far"].map { "\($0).localhost" }
        #expect(
            NameAdvice.lines(for: names, in: hosts) == [
                "127.0.0.1 base.localhost acme.localhost far.localhost"
            ])
        #expect(NameAdvice.lines(for: ["puerto.localhost"], in: hosts) == [])
        let many = (1...20).map { "c\($0).localhost" }
        let lines = NameAdvice.lines(for: many, in: "")
        #expect(lines.count == 3)
        // What it proposes is all that it misses.
        #expect(NameAdvice.lines(for: many, in: lines.joined(separator: "\n")) == [])
    }

    /// Told only where this machine itself does not resolve the names.
    @Test func namesThatABrowserMayNotResolveArePrintedForHosts() throws {
        let engine = try FakeEngine()
        let yaml = try engine.scratch.text(of: "w/puerto.yaml")
        try engine.scratch.write(
            yaml + "\nurl: \"http://{slug}.localhost:{port}\"\n", to: "w/puerto.yaml")
        let said = try engine.puerto("doctor", "--skip-pages").err
        let isKnown = LocalResolver.knowsLocalNames()
        #expect(
            said.contains("\npuerto: 127.0.0.1 puerto.localhost base.localhost acme.localhost\n")
                == !isKnown, "\(said)")
        try engine.scratch.write(
            yaml + "\nurl: \"https://{slug}.example.com\"\n"
                + "web: {url: \"https://portal.example.com\"}\n", to: "w/puerto.yaml")
        #expect(try !engine.puerto("doctor", "--skip-pages").err.contains("/etc/hosts"))
    }

    @Test func whatTheOldFormRisksIsSaidOnlyWhereItIsUsed() throws {
        let engine = try FakeEngine()
        let yaml = try engine.scratch.text(of: "w/puerto.yaml")
        for (url, isShared) in [
            ("http://localhost:{port}", true), ("http://{host}:{port}", true),
            ("http://{slug}.localhost:{port}", false), ("https://{slug}.example.com", false),
        ] {
            try engine.scratch.write(yaml + "\nurl: \"\(url)\"\n", to: "w/puerto.yaml")
            let said = try engine.puerto("doctor", "--skip-pages").err
            #expect(
                said.contains("share the host name 'localhost'") == isShared, "\(url): \(said)")
            guard isShared else { continue }
            #expect(said.contains("a name of its own: http://{slug}.localhost:{port}"))
        }
    }
}
