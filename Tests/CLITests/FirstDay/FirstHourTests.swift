import Foundation
import Testing

/// Tests what `puerto init` asks, takes and says.
@Suite struct FirstHourTests {
    @Test func withoutATerminalDefaultsAreTakenAndSaid() throws {
        let scratch = try Scratch()
        let made = try scratch.puerto("init", "w", "--name", "Faro: \"1\" #x")
        #expect(made.code == 0, "\(made.err)")
        #expect(
            made.out.hasPrefix(
                """
                taken without a question: --locale es-MX --currency MXN --host local \
                --ports 8000,5432,6379; no domain: from this machine only
                fixed from now on: 'local' is the first host, and slot 0 has the ports 8000, 5432 \
                and 6379 (a client has them plus its slot)

                """), "\(made.out)")
        #expect(
            made.next == "puerto tenant add my-client --name 'My client' --plan basic "
                + "--contact-email ana@client.example --workspace w")
        let files = try scratch.files().keys
        #expect(files.contains("w/content/runbooks/primeros-pasos.md"))
        #expect(!files.contains("w/content/runbooks/primeros-pasos.en.md"))
        #expect(try scratch.text(of: "w/puerto.yaml").contains("languages: [es]\n"))
        let checked = try scratch.puerto("check", "--workspace", "w")
        #expect(checked.code == 0 && checked.out.contains("$890.00"), "\(checked.out)")
        #expect(try scratch.puerto("build", "--workspace", "w").code == 0)
    }

    @Test func theLocaleOfTheEnvironmentIsTheDefault() throws {
        let scratch = try Scratch()
        for (number, (name, locale)) in [
            ("es_ES.UTF-8", "--locale es-ES --currency EUR"),
            ("en_GB", "--locale en-GB --currency GBP"),
            ("es_VE.UTF-8", "--locale es --currency USD"),
            ("C", "--locale es-MX --currency MXN"), ("fr_FR", "--locale es-MX --currency MXN"),
        ].enumerated() {
            let made = try scratch.puerto(
                "init", "w\(number)", "--name", "F", environment: ["LANG": name])
            #expect(made.out.contains("taken without a question: \(locale) "), "\(made.out)")
        }
    }

    @Test func optionsDecideEachThing() throws {
        let scratch = try Scratch()
        let made = try scratch.puerto(
            "init", "w", "--name", "Faro", "--locale", "en-GB", "--locale", "es-ES", "--currency",
            "CLP", "--host", "uno", "--domain", "faro.example", "--ports", "9000,15432,16379")
        #expect(made.code == 0 && !made.out.contains("taken"), "\(made)")
        let files = try scratch.files().keys
        #expect(files.contains("w/content/runbooks/first-steps.md"))
        #expect(files.contains("w/content/runbooks/first-steps.es.md"))
        let list = try scratch.puerto("tenant", "show", "base", "--workspace", "w").out
        #expect(list.contains("https://base.faro.example\n"), "\(list)")
        #expect(list.contains("app 9000, postgres 15432, redis 16379\n"))
        #expect(try scratch.puerto("check", "--workspace", "w").code == 0)
    }

    @Test(arguments: [
        (["--locale", "fr"], "'fr' is not a locale"),
        (["--locale", "es", "--locale", "es-MX"], "'es-MX' is a second locale of the same"),
        (["--currency", "PESOS"], "'PESOS' is not an ISO 4217 currency"),
        (["--ports", "1,2"], "'1,2' are not three ports"),
        (["--ports", "8000,8001,8002"], "ports.app 8000 and ports.postgres 8001 would meet"),
        (["--domain", "no domain"], "'no domain' is not a domain"),
        (["--domain", "yes"], "'yes' is not a domain"),
        (["--domain", "10.0.0.1"], "'10.0.0.1' is not a domain"), (["--host", "A b"], "'A b'"),
        (["--name", ""], "name"),
    ])
    func aWrongOptionMakesNothing(options: [String], said: String) throws {
        let scratch = try Scratch()
        let made = try scratch.puerto(["init", "w"] + options)
        #expect(made.code == 1 && made.err.contains(said), "\(made)")
        #expect(try scratch.files().isEmpty)
    }

    @Test func aTerminalIsAskedAndReturnTakesTheDefault() async throws {
        let scratch = try Scratch()
        let terminal = try AtTerminal(scratch, "init", "w", "--host", "uno")
        try await terminal.wait(for: "Language and country")
        try terminal.type("es-CO\n")
        try await terminal.wait(for: "[Mi agencia]: ")
        try terminal.type("Faro\n")
        try await terminal.wait(for: "[COP]: ")
        try terminal.type("pesos\n")
        try await terminal.wait(for: "'PESOS' is not an ISO 4217 currency")
        for _ in 0..<3 { try terminal.type("\n") }
        #expect(terminal.end() == 0)
        let shown = try terminal.shown
        #expect(shown.contains("they stay from now on [8000,5432,6379]: "), "\(shown)")
        #expect(!shown.contains("taken without a question") && !shown.contains("this machine; it"))
        let yaml = try scratch.text(of: "w/puerto.yaml")
        for line in ["name: Faro", "locale: es-CO", "currency: COP", "price: 199000.00"] {
            #expect(yaml.contains(line), "\(yaml)")
        }
    }

    @Test func anUnansweredQuestionMakesNothing() async throws {
        let scratch = try Scratch()
        let terminal = try AtTerminal(scratch, "init", "w")
        try await terminal.wait(for: "Language and country")
        try terminal.type("\u{4}")
        #expect(terminal.end() == 1)
        #expect(try terminal.shown.contains("nothing was made"))
        #expect(try scratch.files().isEmpty)
    }

    /// A record without a stack: what it lacks comes one after the other.
    @Test func eachVerbNamesTheNextOne() throws {
        let scratch = try Scratch.workspace()
        func run(_ line: String, input: String = "") throws -> Scratch.Result {
            let words = line.split(separator: " ").dropFirst().map(String.init)
            let done = try scratch.puerto(words, input: input)
            #expect(done.code == 0, "\(line): \(done.err)")
            return done
        }
        let added = try run("puerto tenant add acme --name Acme --status ready --workspace w")
        #expect(added.next == "puerto tenant edit acme --contact-email ADDRESS --workspace w")
        let edited = try run(added.next.replacing("ADDRESS", with: "eva@acme.example"))
        #expect(edited.next == "puerto credential set acme app --workspace w")
        let set = try run(edited.next, input: "hunter2")
        #expect(set.next == "puerto handoff give acme --workspace w")
        // Its output is the two texts that say what to do.
        #expect(try run(set.next).next == "")
        #expect(try run("puerto tenant edit acme --name Acme2 --workspace w").next == "")
        #expect(try run("puerto tenant add b --name B --json --workspace w").next == "")
    }
}
