import Foundation
import PuertoCore
import PuertoStore
import Testing

@testable import PuertoCLI

/// The home on the command line: `puerto status`, and `puerto` alone.
@Suite struct StatusVerbTests {
    /// The workspace's own language is spoken.
    private let own = ["PUERTO_LANGUAGE": ""]

    private func json(_ engine: FakeEngine) throws -> [String: Any] {
        let result = try engine.puerto("status", "--json")
        #expect(result.code == 0 && result.err == "", "\(result.err)")
        let value = try JSONSerialization.jsonObject(with: Data(result.out.utf8))
        return try #require(value as? [String: Any])
    }

    private func step(_ engine: FakeEngine) throws -> String {
        let next = try #require(try json(engine)["next"] as? [String: Any])
        return try #require(next["step"] as? String)
    }

    @Test(arguments: [("es_MX.UTF-8", "Aquí no hay"), ("C.UTF-8", "There is no"), ("", "There is")])
    func outsideAWorkspaceItSaysHowToBegin(lang: String, words: String) throws {
        let scratch = try Scratch()
        let result = try scratch.puerto([], environment: own.merging(["LANG": lang]) { $1 })
        #expect(result.code == 0 && result.err == "" && result.out.hasPrefix(words))
        #expect(result.out.contains("puerto init DIR") && result.out.contains("puerto --help"))
        #expect(try scratch.puerto("status").code == 1)
        // The hint mends what it was printed for.
        #expect(try scratch.puerto("init", "w").code == 0)
        let home = try scratch.puerto(
            [], environment: own.merging(["PUERTO_WORKSPACE": "w"]) { $1 })
        #expect(home.code == 0 && home.out.hasPrefix("Todavía no hay clientes.\n"), "\(home.out)")
        #expect(
            home.out.contains("Siguiente paso: registra el primer cliente.\n  puerto tenant add"))
        // Commands run from the same folder, and speak the language that was asked for.
        let named = try scratch.puerto(
            ["status", "--workspace", "w"], environment: ["PUERTO_LANGUAGE": "en"])
        #expect(named.out.hasPrefix("There are no clients yet.\n"), "\(named.out)")
        #expect(named.out.hasSuffix(" --name 'NAME' --workspace w\n"), "\(named.out)")
    }

    @Test func eachStepMendsWhatItWasPrintedFor() throws {
        let engine = try FakeEngine(status: "draft")
        let settings = try engine.scratch.text(of: "w/puerto.yaml")
        try engine.scratch.write(
            settings.replacing("engine: {", with: "engine: {probe_interval_s: 0, "),
            to: "w/puerto.yaml")
        #expect(try step(engine) == "build")
        try #require(try engine.puerto("build").code == 0)
        #expect(try step(engine) == "provision")
        // The engine is none; the record says what provisioning would.
        try #require(try engine.puerto("tenant", "edit", "acme", "--status", "ready").code == 0)
        try #require(
            try engine.puerto("tenant", "edit", "acme", "--contact-email", "a@example.com").code
                == 0)
        #expect(try step(engine) == "build")
        try #require(try engine.puerto("build").code == 0)
        #expect(try step(engine) == "hand_over")
        try #require(try engine.puerto("handoff", "page", "acme").code == 0)
        try #require(try engine.puerto("build").code == 0)
        #expect(try step(engine) == "nothing")
    }

    @Test func anAbsentWorkerComesFirstUntilOneRuns() async throws {
        let engine = try FakeEngine()
        #expect(try step(engine) == "start_worker")
        let out = try engine.puerto(["status"], environment: own).out
        #expect(out.contains("ningún trabajador ha funcionado todavía"), "\(out)")
        let worker = try Running(engine.scratch, ["work"])
        let records = engine.scratch.path("w/puerto.db")
        try await worker.wait { try Store.openForReading(records).workerSight().isRunning }
        #expect(try step(engine) != "start_worker")
        worker.end()
    }

    /// Names of sixty signs, also wide ones, and a narrow terminal: commands stay whole.
    @Test(arguments: ["es", "en"]) func longNamesFitATerminalOfEightyColumns(language: String)
        throws
    {
        let engine = try FakeEngine(status: "draft")
        try #require(try engine.puerto("tenant", "remove", "acme", "--yes").code == 0)
        let names = [
            String(repeating: "Panadería Artesanal ", count: 3).trimmingCharacters(
                in: .whitespaces),
            String(repeating: "東京港", count: 20), String(repeating: "W", count: 60),
        ]
        for (number, name) in names.enumerated() {
            let done = try engine.puerto("tenant", "add", "long-\(number)", "--name", name)
            try #require(done.code == 0, "\(done.err)")
            try engine.puerto("tenant", "edit", "long-\(number)", "--status", "degraded")
        }
        let said = try engine.puerto(
            ["status"], environment: ["PUERTO_LANGUAGE": language, "COLUMNS": "80"])
        let lines = said.out.split(separator: "\n").map(String.init)
        for line in lines where !line.contains("puerto ") { #expect(line.columns <= 80, "\(line)") }
        for (number, name) in names.enumerated() {
            let place = try #require(lines.firstIndex { $0.hasPrefix("  " + name.prefix(8)) })
            #expect(lines[place].contains("…: ") || lines[place].contains(name + ": "))
            #expect(lines[place + 1] == "    puerto restart long-\(number) --workspace w")
        }
        // A program gets whole names, and whole sentences.
        let piped = try engine.puerto(["status"], environment: ["PUERTO_LANGUAGE": language])
        for name in names { #expect(piped.out.contains("  \(name): "), "\(piped.out)") }
        let short = try engine.puerto(
            ["status"], environment: ["PUERTO_LANGUAGE": language, "COLUMNS": "200"])
        #expect(short.out.contains(names[2] + ": "), "\(short.out)")
    }

    @Test func textIsCutAndWrappedByDisplayColumns() {
        #expect("東京港".columns == 6 && "e\u{301}a".columns == 2)
        #expect("東京港".cut(to: 5) == "東京…" && "abc".cut(to: 3) == "abc")
        #expect("a bc d".cut(to: 3) == "a…")
        #expect("  uno dos tres".wrapped(to: 9) == ["  uno dos", "  tres"])
        #expect("unapalabra b".wrapped(to: 5) == ["unapalabra", "  b"])
        #expect("東京 港 x".wrapped(to: 5, indent: "") == ["東京", "港 x"])
    }

    @Test func thePageHasTheSameLines() throws {
        let fleet = try LookedAtFleet()
        let page = try fleet.engine.scratch.text(of: "w/public/portal/index.html")
        let text = page.replacing(/<[^>]*>/, with: "").replacing("&#39;", with: "'")
        let out = try fleet.engine.puerto(["status"], environment: own).out
        let lines = out.split(separator: "\n")
        try #require(lines.count >= 4)
        for line in lines.prefix(3) where !line.hasPrefix("  ") {
            #expect(text.contains(line), "\(line)")
        }
        // The script puts this step into the page where the worker is absent.
        let never = try #require(page.firstMatch(of: /data-gone="([^{]*)\{\}/)).1
        #expect(out.contains(never), "\(out)")
        let alone = try fleet.engine.scratch.puerto(
            [], environment: own.merging(["PUERTO_WORKSPACE": "w"]) { $1 })
        #expect(alone.out == out.replacing(" --workspace w", with: ""))
    }
}
