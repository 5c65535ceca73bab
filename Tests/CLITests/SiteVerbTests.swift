import Foundation
import FoundationNetworking
import Testing

/// `build`, `check`, `serve` and `markdown`, run as a person runs them.
@Suite struct SiteVerbTests {
    @Test func aNewWorkspaceBuildsAtOnceInBothLanguages() throws {
        let sandbox = try Sandbox.workspace()
        let built = try sandbox.puerto("build", "--workspace", "w")
        #expect(built.code == 0, "\(built.err)")
        #expect(built.err == "")
        #expect(try sandbox.text(of: "w/public/portal/index.html").contains("lang=\"es\""))
        #expect(try sandbox.text(of: "w/public/portal/en/index.html").contains("lang=\"en\""))
        let again = try sandbox.puerto("build", "--workspace", "w", "--json")
        let report = try #require(
            try JSONSerialization.jsonObject(with: Data(again.out.utf8)) as? [String: Any])
        #expect(report["written"] as? [String] == [])
        #expect(report["removed"] as? [String] == [])
    }

    @Test func theWorkspaceMayBeNamedByTheEnvironment() throws {
        let sandbox = try Sandbox.workspace()
        let result = try sandbox.puerto("check", environment: ["PUERTO_WORKSPACE": "w"])
        #expect(result.code == 0)
        #expect(result.out == "no errors, 0 warnings\n")
    }

    @Test(arguments: ["build", "check", "serve", "ports"])
    func aFolderThatIsNoWorkspaceIsNamedWithTheFix(verb: String) throws {
        let sandbox = try Sandbox()
        let result = try sandbox.puerto(verb)
        #expect(result.code == 1)
        #expect(result.err.hasPrefix("puerto: error: no workspace in '.' (puerto init DIR"))
        #expect(try sandbox.files() == [:])
    }

    @Test func aProblemInTheContentIsPrintedWithItsPlaceAndNothingIsBuilt() throws {
        let sandbox = try Sandbox.workspace()
        try sandbox.write("Hola {{app.prot}}.\n", to: "w/content/tenants/base.md")
        try sandbox.write("Hello {{app.port}}.\n", to: "w/content/tenants/base.en.md")
        for verb in ["build", "check"] {
            let result = try sandbox.puerto(verb, "--workspace", "w")
            #expect(result.code == 1)
            #expect(result.out == "")
            #expect(
                result.err == """
                    puerto: error: content/tenants/base.md:1: unknown placeholder {{app.prot}} \
                    (did you mean 'app.port'?)

                    """)
        }
        #expect(!FileManager.default.fileExists(atPath: sandbox.path("w/public/portal")))
    }

    @Test func anUnwritablePublicFolderFailsWithoutAChange() throws {
        let sandbox = try Sandbox.workspace()
        try FileManager.default.removeItem(atPath: sandbox.path("w/public"))
        try sandbox.write("in the way", to: "w/public")
        let result = try sandbox.puerto("build", "--workspace", "w")
        #expect(result.code == 1)
        #expect(
            result.err
                == "puerto: error: 'w/public' is in the way of a folder (move it elsewhere)\n")
        #expect(try sandbox.text(of: "w/public") == "in the way")
    }

    @Test func aCheckChangesNothingEvenWhenThePricesHaveChanged() throws {
        let sandbox = try Sandbox.workspace()
        let yaml = try sandbox.text(of: "w/puerto.yaml")
        try sandbox.write(
            yaml.replacingOccurrences(of: "monthly: 4900", with: "monthly: 5900"),
            to: "w/puerto.yaml")
        let before = try sandbox.files()
        #expect(try sandbox.puerto("check", "--workspace", "w").code == 0)
        #expect(try sandbox.puerto("tenant", "list", "--workspace", "w").code == 0)
        #expect(try sandbox.files().filter { !$0.key.hasSuffix("-wal") } == before)
    }

    @Test func aBuildThatWaitedPublishesWhatIsTrueAfterTheWait() async throws {
        let sandbox = try Sandbox.workspace()
        func puerto(_ arguments: String...) throws {
            let process = try sandbox.start(arguments + ["--workspace", "w"])
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
        }
        try puerto("tenant", "add", "acme", "--name", "Acme", "--status", "ready")
        try puerto("build")
        let holder = try sandbox.start([])
        holder.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
        holder.arguments = ["w/.puerto/lock", "sh", "-c", "echo held; exec cat"]
        let (input, output) = (Pipe(), Pipe())
        holder.standardInput = input
        holder.standardOutput = output
        try holder.run()
        #expect(output.fileHandleForReading.availableData == Data("held\n".utf8))
        let build = try sandbox.start(["build", "--workspace", "w"])
        try sandbox.write("", to: "err")
        build.standardError = FileHandle(forWritingAtPath: sandbox.path("err"))
        try build.run()
        try await Self.wait {
            try sandbox.text(of: "err") == "puerto: waiting for another build\n"
        }
        try puerto("tenant", "edit", "acme", "--status", "archived")
        input.fileHandleForWriting.closeFile()
        build.waitUntilExit()
        holder.waitUntilExit()
        #expect(try sandbox.text(of: "w/public/portal/clients/acme.html").contains("archivado"))
        #expect(try sandbox.files().keys.filter { $0.hasPrefix("w/public/welcome/") } == [])
    }

    @Test func theServerAnswersOnLoopbackAndRebuildsWhenARecordChanges() async throws {
        let sandbox = try Sandbox.workspace()
        let serving = try sandbox.start(["serve", "--workspace", "w", "--port", "0"])
        try sandbox.write("", to: "out")
        serving.standardOutput = FileHandle(forWritingAtPath: sandbox.path("out"))
        try serving.run()
        defer {
            serving.terminate()
            serving.waitUntilExit()
        }
        let address = try await Self.address(in: sandbox)
        let url = try #require(URL(string: address + "portal/clients/acme.html"))
        #expect(try await Self.status(url) == 404)
        let added = try sandbox.puerto(
            "tenant", "add", "acme", "--name", "Acme", "--workspace", "w")
        #expect(added.code == 0)
        try await Self.wait { try await Self.status(url) == 200 }
        try sandbox.write("Nota *nueva*.\n", to: "w/content/tenants/acme.md")
        try sandbox.write("*New* note.\n", to: "w/content/tenants/acme.en.md")
        try await Self.wait { try await Self.text(url).contains("<em>nueva</em>") }
        let yaml = try sandbox.text(of: "w/puerto.yaml")
        try sandbox.write(
            yaml.replacingOccurrences(of: "name: My agency", with: "name: Faro"),
            to: "w/puerto.yaml")
        try await Self.wait { try await Self.text(url).contains("· Faro</title>") }
        for name in ["Two", "Three"] {
            let edited = try sandbox.puerto(
                "tenant", "edit", "acme", "--name", name, "--workspace", "w")
            #expect(edited.code == 0)
            try await Self.wait { try await Self.text(url).contains("<title>\(name) ") }
        }
        let others = [
            (".gitkeep", 404), ("portal/%2e%2e/%2e%2e/puerto.db", 404), ("portal", 200),
            ("portal/", 200), ("nothing.html", 404),
        ]
        for (path, status) in others {
            let other = try #require(URL(string: address + path))
            #expect(try await Self.status(other) == status, "\(path)")
        }
    }

    @Test func markdownFromStdinIsPrintedAsHTML() throws {
        let sandbox = try Sandbox()
        try sandbox.write("# Título\n\n<b>x</b>\n", to: "a.md")
        let result = try sandbox.puerto("markdown", "a.md")
        #expect(result.out == "<h1 id=\"titulo\">Título</h1>\n<p>x</p>\n")
        let bare = try sandbox.puerto("markdown", "a.md", "--bare", "--allow-html")
        #expect(bare.out == "<h1>Título</h1>\n<p><b>x</b></p>\n")
        let missing = try sandbox.puerto("markdown", "b.md")
        #expect(missing.code == 1)
        #expect(missing.err.contains("b.md"))
    }
}

extension SiteVerbTests {
    /// The line that the server prints when it listens.
    private static func address(in sandbox: Sandbox) async throws -> String {
        var address: Substring?
        try await wait {
            let lines = try sandbox.text(of: "out").split(separator: "\n")
            address = lines.first { $0.hasPrefix("http") }
            return address != nil
        }
        return String(try #require(address))
    }

    private static func status(_ url: URL) async throws -> Int {
        try await get(url).status
    }

    private static func text(_ url: URL) async throws -> String { try await get(url).text }

    /// On a connection of its own: a kept one may be closed by the server just when it is used.
    private static func get(_ url: URL) async throws -> (status: Int, text: String) {
        let session = URLSession(configuration: .ephemeral)
        defer { session.finishTasksAndInvalidate() }
        var request = URLRequest(url: url, cachePolicy: .reloadIgnoringLocalCacheData)
        request.setValue("close", forHTTPHeaderField: "Connection")
        let (data, response) = try await session.data(for: request)
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        return (status, String(decoding: data, as: UTF8.self))
    }

    /// Until the condition holds; at most half a minute.
    private static func wait(_ condition: () async throws -> Bool) async throws {
        let end = ContinuousClock.now.advanced(by: .seconds(30))
        while try await !condition() {
            try #require(ContinuousClock.now < end, "the change never arrived")
            await Task.yield()
        }
    }
}

extension Sandbox {
    /// With a new workspace in `w`.
    static func workspace() throws -> Sandbox {
        let sandbox = try Sandbox()
        let result = try sandbox.puerto("init", "w")
        guard result.code == 0 else { throw CocoaError(.fileWriteUnknown) }
        return sandbox
    }
}
