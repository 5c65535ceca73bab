import ArgumentParser
import Foundation
import PuertoCore
import TestSupport
import Testing

@testable import PuertoCLI

/// Every command that a page shows is one that the program takes, as it is printed.
@Suite struct PageCommandTests {
    /// The verbs that need neither an engine nor an end: what a page shows of them works.
    private static let works: Set<String> = [
        "audit list", "build", "check", "credential list", "handoff give", "handoff list",
        "handoff withdraw", "job list", "job log", "job show", "ports", "status", "tenant add",
        "tenant edit", "tenant list", "tenant show",
    ]

    /// Clients in every state, with what they lack and what they were given.
    private func fleet(_ hook: String) throws -> FakeEngine {
        let engine = try FakeEngine(status: "draft")
        let yaml = try engine.scratch.text(of: "w/puerto.yaml")
        let plans = "plans: [{id: basic, name: Basic, monthly: 4900, limits: {memory_mb: 2048}}]\n"
        try engine.scratch.write(yaml + plans + hook, to: "w/puerto.yaml")
        func puerto(_ arguments: String...) throws {
            let result = try engine.puerto(arguments)
            try #require(result.code == 0, "\(arguments): \(result.err)")
        }
        for (slug, status) in [
            ("draft", "draft"), ("making", "provisioning"), ("unnamed", "ready"),
            ("ready", "ready"), ("given", "ready"), ("slow", "degraded"), ("stopped", "suspended"),
            ("gone", "archived"), ("failed", "ready"),
        ] {
            try puerto("tenant", "add", slug, "--name", "The \(slug)")
            let mail = slug == "unnamed" ? [] : ["--contact-email", "ana@\(slug).example"]
            _ = try engine.puerto(["tenant", "edit", slug, "--plan", "basic"] + mail)
            if status != "draft" { try puerto("tenant", "edit", slug, "--status", status) }
        }
        try puerto("handoff", "page", "given")
        try puerto("restart", "failed", "--detach")
        _ = try engine.puerto("work", "--once")
        try puerto("restart", "slow", "--detach")
        try puerto("build")
        return engine
    }

    private func pages(_ engine: FakeEngine) throws -> [String: String] {
        let portal = engine.scratch.path("w/public/portal")
        let names = try FileManager.default.subpathsOfDirectory(atPath: portal)
        let shown = names.filter { $0.hasSuffix(".html") && !$0.contains("runbooks/") }
        return try Dictionary(
            uniqueKeysWithValues: shown.map {
                ($0, try engine.scratch.text(of: "w/public/portal/\($0)"))
            })
    }

    @Test(arguments: ["", "web: {url: \"http://puerto.localhost:8080\"}\n"])
    func everyCommandOfAPageIsTakenAsItIsPrinted(hook: String) throws {
        let engine = try fleet(hook)
        var commands: [PageCommand: String] = [:]
        for (name, text) in try pages(engine) {
            for command in PageCommand.all(in: text) { commands[command] = name }
        }
        try #require(commands.count > 30, "\(commands.count)")
        let verbs = Set(commands.keys.map(\.verb))
        // Where a hook does the same, fewer are shown.
        let more = hook.isEmpty ? ["job log", "tenant edit"] : []
        #expect(verbs.isSuperset(of: ["handoff give", "handoff withdraw"] + more), "\(verbs)")
        for (command, page) in commands.sorted(by: { $0.key.description < $1.key.description }) {
            #expect(throws: Never.self, "\(page): \(command)") {
                _ = try Puerto.parseAsRoot(command.words)
            }
            guard Self.works.contains(command.verb), !command.words.contains("SLUG") else {
                continue
            }
            let words = command.words.map { ["ADDRESS": "a@b.example"][$0] ?? $0 }
            let result = try engine.puerto(words)
            #expect(result.code == 0, "\(page): \(command): \(result.err)")
        }
    }

    /// The sources hold the words of the hook's pages and scripts, with places for values.
    @Test func everyCommandOfTheHookAndOfTheScriptsIsTaken() throws {
        var count = 0
        for folder in ["PuertoHook", "PuertoSite/Assets"] {
            let place = Repository.root.appending(path: "Sources/\(folder)")
            for name in try FileManager.default.subpathsOfDirectory(atPath: place.path)
            where name.hasSuffix(".swift") || name.hasSuffix(".js") {
                let text = try String(contentsOf: place.appending(path: name), encoding: .utf8)
                for command in Self.commands(ofSource: text) {
                    #expect(throws: Never.self, "\(name): \(command)") {
                        _ = try Puerto.parseAsRoot(command.words)
                    }
                    count += 1
                }
            }
        }
        #expect(count > 5, "\(count)")
    }

    @Test(arguments: Language.allCases) func everyActionNamesACommandThatIsTaken(l: Language) throws
    {
        let slug = try Slug("acme")
        var images = JobParameters()
        images.images[.redis] = try ImageReference("redis:7.4.5")
        for action in Action.allCases {
            for field in [nil, CredentialField.redis] {
                for parameters in [JobParameters(), images] {
                    let line = action.command(
                        slug, l, field: field, parameters: parameters)
                    let command = try #require(PageCommand(line: line))
                    #expect(throws: Never.self, "\(line)") {
                        _ = try Puerto.parseAsRoot(command.words)
                    }
                }
            }
        }
        #expect(
            Action.upgrade.command(slug, l, parameters: images)
                == "puerto upgrade acme --image redis=redis:7.4.5")
    }

    /// The commands of string literals that are nothing else; an interpolation is one word.
    private static func commands(ofSource text: String) -> [PageCommand] {
        text.matches(of: #/["`>](?<line>puerto [a-z][^"`<\n]*)["`<]/#).compactMap { match in
            let line = String(match.line)
                .replacing(#/\\\([^()]*(?:\([^()]*\)[^()]*)*\)|\$\{[^}]*\}/#, with: "value")
            return PageCommand(line: line)
        }
    }

    @Test func aCommandOfAPageIsReadAsAShellReadsIt() {
        let page = """
            <p>See <code data-copy>puerto tenant edit acme --name &#39;A &amp; B&#39;</code></p>
            <pre tabindex="0"><code>puerto credential set acme app &lt; FILE
            docker ps
            </code></pre><a data-command="puerto restart acme">x</a><code>puerto</code>
            """
        #expect(
            PageCommand.all(in: page).map(\.words).sorted { $0.count > $1.count } == [
                ["tenant", "edit", "acme", "--name", "A & B"],
                ["credential", "set", "acme", "app"], ["restart", "acme"],
            ])
    }
}
