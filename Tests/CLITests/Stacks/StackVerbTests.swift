import Foundation
import Testing

@Suite struct StackVerbTests {
    @Test func theStackFileIsShownAndRunsNothing() throws {
        let engine = try FakeEngine()
        let shown = try engine.puerto("stack", "show", "acme")
        #expect(shown.code == 0 && !shown.err.contains("error"))
        #expect(shown.out.hasPrefix("# The stack of acme, in slot 1. Written by puerto"))
        for line in [
            "    container_name: \"acme_postgres\"\n", "      - \"127.0.0.1:28001:8000\"\n",
            "      BASE_URL: \"http://localhost:28001\"\n", "        - subnet: 10.213.0.64/28\n",
            "      puerto.tenant: \"1\"\n",
        ] { #expect(shown.out.contains(line), "\(line)") }
        #expect(try engine.puerto("stack", "show", "acme").out == shown.out)
        #expect(try engine.asked() == [])
        #expect(try engine.scratch.files().keys.allSatisfy { !$0.hasPrefix("w/stacks") })
    }

    @Test(arguments: [
        ("base", "'base' is the base system, whose stack is not Puerto's (it is only looked at)"),
        ("acne", "there is no tenant 'acne' (did you mean 'acme'?)"),
        ("../x", "'../x' is not a slug"),
    ])
    func othersHaveNoStackFile(slug: String, start: String) throws {
        let engine = try FakeEngine()
        let shown = try engine.puerto("stack", "show", slug)
        #expect(shown.code == 1 && shown.out == "")
        #expect(shown.err.hasPrefix("puerto: error: " + start), "\(shown.err)")
    }

    static let verbs: [[String]] = [
        ["provision", "base"], ["suspend", "base", "--reason", "x"], ["resume", "base"],
        ["restart", "base"], ["archive", "base", "--reason", "x"], ["rotate", "base", "postgres"],
        ["rotate", "base", "redis"], ["upgrade", "base", "--image", "redis=redis:7.4.5"],
    ]

    @Test func nothingIsDoneToTheBaseSystemAndThatIsWrittenDown() throws {
        let engine = try FakeEngine()
        for verb in Self.verbs {
            let (before, lines) = (
                try Sqlite.state(engine.scratch.path("w/puerto.db")), try engine.history(500).count
            )
            for option in [[], ["--detach"]] {
                let result = try engine.puerto(verb + option)
                #expect(result.code == 1 && result.out == "", "\(verb)")
                #expect(
                    result.err == "puerto: error: 'base' is the base system: no \(verb[0]) touches "
                        + "it (the base system is only looked at, by reconcile and probe)\n")
            }
            #expect(
                try engine.history(500).count == lines + 2
                    && engine.history(2) == Array(repeating: "refused job.add base", count: 2))
            #expect(try engine.puerto(verb + ["--dry-run"]).code == 1)
            let after = try Sqlite.state(engine.scratch.path("w/puerto.db"))
            #expect(after.rows == before.rows, "\(verb)")
        }
        #expect(try engine.asked() == [])
        #expect(try engine.jobs() == 0)
    }

    @Test func whatAStateDoesNotAllowSaysWhatComesFirst() throws {
        let engine = try FakeEngine(status: "draft")
        for verb in [["restart", "acme"], ["rotate", "acme", "redis"]] {
            let result = try engine.puerto(verb)
            #expect(result.code == 1)
            #expect(
                result.err == "puerto: error: 'acme' is draft: no \(verb[0]) for it now "
                    + "(puerto provision acme comes first)\n")
        }
    }

    static let wrong: [([String], Int32)] = [
        (["suspend", "acme"], 2), (["archive", "acme"], 2), (["provision"], 2),
        (["provision", "acme", "--all"], 2), (["upgrade", "acme"], 2), (["rotate", "acme"], 2),
        (["provision", "--all", "--jobs", "0"], 2), (["suspend", "acme", "--reason", ""], 1),
        (["rotate", "acme", "mysql"], 1),
        (["upgrade", "acme", "--image", "redis"], 1),
        (["upgrade", "acme", "--image", "worker=x:1"], 1),
        (["upgrade", "acme", "--image", "redis=redis:latest"], 1),
        (["restart", "nobody"], 1),
    ]

    @Test(arguments: wrong)
    func wrongArgumentsChangeNothing(verb: [String], code: Int32) throws {
        let engine = try FakeEngine()
        let lines = try engine.history(500)
        let result = try engine.puerto(verb)
        #expect(result.code == code && result.out == "", "\(result)")
        #expect(result.err.hasPrefix("puerto: error: "))
        #expect(try engine.history(500) == lines)
    }
}
