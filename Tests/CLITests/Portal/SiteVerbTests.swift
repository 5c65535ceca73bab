import Foundation
import FoundationNetworking
import Testing

/// Tests `build`, `check`, `serve` and `markdown`, as an operator runs them.
@Suite struct SiteVerbTests {
    @Test func aNewWorkspaceBuildsAtOnceInBothLanguages() throws {
        let scratch = try Scratch.workspace()
        let built = try scratch.puerto("build", "--workspace", "w")
        #expect(built.code == 0, "\(built.err)")
        #expect(built.err == "")
        #expect(try scratch.text(of: "w/public/portal/index.html").contains("lang=\"es\""))
        #expect(try scratch.text(of: "w/public/portal/en/index.html").contains("lang=\"en\""))
        let again = try scratch.puerto("build", "--workspace", "w", "--json")
        let report = try #require(
            try JSONSerialization.jsonObject(with: Data(again.out.utf8)) as? [String: Any])
        #expect(report["written"] as? [String] == [])
        #expect(report["removed"] as? [String] == [])
    }

    @Test func theWorkspaceMayBeNamedByTheEnvironment() throws {
        let scratch = try Scratch.workspace()
        let result = try scratch.puerto("check", environment: ["PUERTO_WORKSPACE": "w"])
        #expect(result.code == 0)
        #expect(
            result.out == """
                PLAN   NAME    PRICE (es-MX)  PRICE (en-US)
                basic  Básico  USD\u{A0}49.00      $49.00
                pro    Pro     USD\u{A0}99.00      $99.00
                no errors, 0 warnings

                """)
    }

    @Test(arguments: ["build", "check", "serve", "ports"])
    func aFolderThatIsNoWorkspaceIsNamedWithTheFix(verb: String) throws {
        let scratch = try Scratch()
        let result = try scratch.puerto(verb)
        #expect(result.code == 1)
        #expect(result.err.hasPrefix("puerto: error: no workspace in '.' (puerto init DIR"))
        #expect(try scratch.files() == [:])
    }

    @Test func aProblemInTheContentIsPrintedWithItsPlaceAndNothingIsBuilt() throws {
        let scratch = try Scratch.workspace()
        try scratch.write("Hola {{app.prot}}.\n", to: "w/content/tenants/base.md")
        try scratch.write("Hello {{app.port}}.\n", to: "w/content/tenants/base.en.md")
        for verb in ["build", "check"] {
            let result = try scratch.puerto(verb, "--workspace", "w")
            #expect(result.code == 1)
            #expect(result.out == "")
            #expect(
                result.err == """
                    puerto: error: content/tenants/base.md:1: unknown placeholder {{app.prot}} \
                    (did you mean 'app.port'?)

                    """)
        }
        #expect(!FileManager.default.fileExists(atPath: scratch.path("w/public/portal")))
    }

    @Test func anUnwritablePublicFolderFailsWithoutAChange() throws {
        let scratch = try Scratch.workspace()
        try FileManager.default.removeItem(atPath: scratch.path("w/public"))
        try scratch.write("in the way", to: "w/public")
        let result = try scratch.puerto("build", "--workspace", "w")
        #expect(result.code == 1)
        #expect(
            result.err
                == "puerto: error: 'w/public' is in the way of a folder (move it elsewhere)\n")
        #expect(try scratch.text(of: "w/public") == "in the way")
    }

    @Test func aCheckChangesNothingEvenWhenThePricesHaveChanged() throws {
        let scratch = try Scratch.workspace()
        let yaml = try scratch.text(of: "w/puerto.yaml")
        try scratch.write(
            yaml.replacingOccurrences(of: "price: 49.00", with: "price: 59.00"),
            to: "w/puerto.yaml")
        let before = try scratch.files()
        #expect(try scratch.puerto("check", "--workspace", "w").code == 0)
        #expect(try scratch.puerto("tenant", "list", "--workspace", "w").code == 0)
        #expect(try scratch.files().filter { !$0.key.hasSuffix("-wal") } == before)
    }

    @Test func aBuildThatWaitedPublishesWhatIsTrueAfterTheWait() async throws {
        let scratch = try Scratch.workspace()
        func puerto(_ arguments: String...) throws {
            let process = try scratch.start(arguments + ["--workspace", "w"])
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
        }
        try puerto("tenant", "add", "acme", "--name", "Acme", "--status", "ready")
        try puerto("build")
        let holder = try scratch.start([])
        holder.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
        holder.arguments = ["w/.puerto/lock", "sh", "-c", "echo held; exec cat"]
        let (input, output) = (Pipe(), Pipe())
        holder.standardInput = input
        holder.standardOutput = output
        try holder.run()
        #expect(output.fileHandleForReading.availableData == Data("held\n".utf8))
        let build = try scratch.start(["build", "--workspace", "w"])
        try scratch.write("", to: "err")
        build.standardError = FileHandle(forWritingAtPath: scratch.path("err"))
        try build.run()
        try await Self.wait {
            try scratch.text(of: "err") == "puerto: waiting for another build\n"
        }
        try puerto("tenant", "edit", "acme", "--status", "archived")
        input.fileHandleForWriting.closeFile()
        build.waitUntilExit()
        holder.waitUntilExit()
        #expect(try scratch.text(of: "w/public/portal/clients/acme.html").contains("archivado"))
        #expect(try scratch.files().keys.filter { $0.hasPrefix("w/public/welcome/") } == [])
    }

    @Test func theServerAnswersOnLoopbackAndRebuildsWhenARecordChanges() async throws {
        let scratch = try Scratch.workspace()
        let serving = try scratch.start(["serve", "--workspace", "w", "--port", "0"])
        try scratch.write("", to: "out")
        serving.standardOutput = FileHandle(forWritingAtPath: scratch.path("out"))
        try serving.run()
        defer {
            serving.terminate()
            serving.waitUntilExit()
        }
        let address = try await Self.address(in: scratch)
        let url = try #require(URL(string: address + "portal/clients/acme.html"))
        #expect(try await Self.status(url) == 404)
        let added = try scratch.puerto(
            "tenant", "add", "acme", "--name", "Acme", "--workspace", "w")
        #expect(added.code == 0)
        try await Self.wait { try await Self.status(url) == 200 }
        try scratch.write("Nota *nueva*.\n", to: "w/content/tenants/acme.md")
        try scratch.write("*New* note.\n", to: "w/content/tenants/acme.en.md")
        try await Self.wait { try await Self.text(url).contains("<em>nueva</em>") }
        let yaml = try scratch.text(of: "w/puerto.yaml")
        try scratch.write(
            yaml.replacingOccurrences(of: "name: My agency", with: "name: Faro"),
            to: "w/puerto.yaml")
        try await Self.wait { try await Self.text(url).contains("· Faro</title>") }
        for name in ["Two", "Three"] {
            let edited = try scratch.puerto(
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
        let scratch = try Scratch()
        try scratch.write("# Título\n\n<b>x</b>\n", to: "a.md")
        let result = try scratch.puerto("markdown", "a.md")
        #expect(result.out == "<h1 id=\"titulo\">Título</h1>\n<p>x</p>\n")
        let bare = try scratch.puerto("markdown", "a.md", "--bare", "--allow-html")
        #expect(bare.out == "<h1>Título</h1>\n<p><b>x</b></p>\n")
        let missing = try scratch.puerto("markdown", "b.md")
        #expect(missing.code == 1)
        #expect(missing.err.contains("b.md"))
    }
}

extension SiteVerbTests {
    /// The line that the server prints when it listens.
    private static func address(in scratch: Scratch) async throws -> String {
        var address: Substring?
        try await wait {
            let lines = try scratch.text(of: "out").split(separator: "\n")
            address = lines.first { $0.hasPrefix("http") }
            return address != nil
        }
        return String(try #require(address))
    }

    private static func status(_ url: URL) async throws -> Int {
        try await get(url).status
    }

    private static func text(_ url: URL) async throws -> String { try await get(url).text }

    /// Asks on a new connection: the server may close a kept one just when it is used.
    private static func get(_ url: URL) async throws -> (status: Int, text: String) {
        let session = URLSession(configuration: .ephemeral)
        defer { session.finishTasksAndInvalidate() }
        var request = URLRequest(url: url, cachePolicy: .reloadIgnoringLocalCacheData)
        request.setValue("close", forHTTPHeaderField: "Connection")
        let (data, response) = try await session.data(for: request)
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        return (status, String(decoding: data, as: UTF8.self))
    }

    /// Waits until the condition holds, at most five minutes.
    private static func wait(_ condition: () async throws -> Bool) async throws {
        let end = ContinuousClock.now.advanced(by: .seconds(300))
        while try await !condition() {
            try #require(ContinuousClock.now < end, "the change never arrived")
            await Task.yield()
        }
    }
}

extension Scratch {
    /// A folder with a new workspace in `w`.
    static func workspace() throws -> Scratch {
        let scratch = try Scratch()
        let result = try scratch.puerto("init", "w")
        guard result.code == 0 else { throw CocoaError(.fileWriteUnknown) }
        return scratch
    }
}
