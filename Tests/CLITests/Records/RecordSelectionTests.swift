import Foundation
import Testing

/// Verbs of records on several clients: one plan, confirmed once, for all of them or for none.
@Suite struct RecordSelectionTests {
    private let scratch: Scratch

    /// `acme` and `bolt` are ready and have passwords, `cruz` and `duna` are drafts.
    init() throws {
        scratch = try Scratch()
        try scratch.puerto("init", "w")
        let yaml = try scratch.text(of: "w/puerto.yaml")
        let start = try #require(yaml.range(of: "\nplans:")).lowerBound
        try scratch.write(
            yaml[..<start] + """

                plans: [{id: basic, name: B, price: 1}, {id: pro, name: P, price: 2}]
                web: {url: "https://portal.example"}

                """, to: "w/puerto.yaml")
        for (slug, more) in [
            ("acme", ["--status", "ready", "--tag", "vip"]), ("bolt", ["--status", "ready"]),
            ("cruz", ["--plan", "pro"]), ("duna", ["--tag", "vip"]),
        ] {
            let mail = ["--contact-email", "eva@\(slug).example", "--locale", "en"]
            let plan = more.contains("--plan") ? [] : ["--plan", "basic"]
            let done = try puerto(["tenant", "add", slug, "--name", slug] + mail + plan + more)
            try #require(done.code == 0, "\(done.err)")
        }
        for slug in ["acme", "bolt"] {
            let words = ["credential", "set", slug, "app", "--workspace", "w"]
            try scratch.puerto(words, input: "a password")
        }
    }

    private func puerto(_ arguments: [String]) throws -> Scratch.Result {
        try scratch.puerto(
            arguments + ["--workspace", "w"], environment: ["PUERTO_LANGUAGE": "en"])
    }

    private func puerto(_ arguments: String...) throws -> Scratch.Result { try puerto(arguments) }

    /// The clients of the list, each with its plan.
    private func plans() throws -> [String: String] {
        let text = try puerto("tenant", "list", "--json").out
        let list = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]]
        return Dictionary(
            (list ?? []).map { ("\($0["slug"] ?? "")", "\($0["plan"] ?? "–")") }
        ) { $1 }
    }

    private func lines() throws -> Int {
        try puerto("audit", "list", "--limit", "500").out.split(separator: "\n").count
    }

    @Test func oneEditOfSeveralShowsItsPlanAndAsksOnce() async throws {
        let before = try lines()
        let refused = try puerto("tenant", "edit", "--with-plan", "basic", "--plan", "pro")
        #expect(refused.code == 1 && refused.out == "")
        #expect(
            refused.err == """
                puerto: acme
                puerto:   plan: basic → pro
                puerto: bolt
                puerto:   plan: basic → pro
                puerto: duna
                puerto:   plan: basic → pro
                puerto: error: the plan is not confirmed (confirm it with --yes)

                """)
        let dry = try puerto("tenant", "edit", "acme", "cruz", "--plan", "pro", "--dry-run")
        #expect(dry.out == "acme\n  plan: basic → pro\ncruz: unchanged\n", "\(dry.err)")
        #expect(try lines() == before)
        let terminal = try AtTerminal(
            scratch, "tenant", "edit", "acme", "bolt", "--locale", "es-MX", "--workspace", "w")
        try await terminal.wait(for: "type yes to change 2 clients:")
        try terminal.type("yes\n")
        #expect(terminal.end() == 0)
        #expect(try puerto("tenant", "show", "bolt").out.contains("es-MX"))
        let done = try puerto(
            "tenant", "edit", "--with-tag", "vip", "--with-state", "draft", "--plan", "pro",
            "--tag", "new", "--yes")
        #expect(done.code == 0 && done.out.hasPrefix("duna\n"), "\(done.err)")
        #expect(
            try plans() == [
                "base": "–", "acme": "basic", "bolt": "basic", "cruz": "pro", "duna": "pro",
            ])
        let json = try puerto("tenant", "edit", "acme", "bolt", "--plan", "pro", "--yes", "--json")
        #expect(json.out.hasPrefix("[\n"), "\(json.err)")
    }

    @Test func anEditIsMadeOfAllOrOfNone() throws {
        try scratch.puerto(
            ["tenant", "edit", "bolt", "--container", "redis=acme_x", "--workspace", "w"])
        let before = (try plans(), try lines())
        let gone = try puerto("tenant", "edit", "acme", "nope", "--plan", "pro", "--yes")
        #expect(gone.code == 1 && gone.err.contains("there is no tenant 'nope'"))
        let bad = try puerto("tenant", "edit", "acme", "bolt", "--plan", "gold", "--yes")
        #expect(bad.code == 1 && bad.err.contains("there is no plan 'gold'"))
        #expect(try plans() == before.0 && lines() == before.1)
        let none = try puerto("tenant", "edit", "--with-plan", "gold", "--tag", "x")
        #expect(none.code == 1 && none.err.contains("no client matches --with-plan gold"))
        let same = try puerto("tenant", "edit", "acme", "bolt", "--plan", "basic")
        #expect(same.code == 0 && same.out == "acme: unchanged\nbolt: unchanged\n")
    }

    @Test(arguments: [
        ["tenant", "edit", "--plan", "pro"], ["tenant", "edit", "acme", "bolt", "--name", "X"],
        ["tenant", "edit", "acme", "bolt", "--new-slug", "x"],
        ["tenant", "edit", "--with-plan", "basic", "--contact-email", "a@b.example"],
        ["tenant", "edit", "acme", "bolt", "--slot", "7"],
        ["tenant", "edit", "acme", "--with-plan", "basic", "--plan", "pro"], ["tenant", "remove"],
        ["tenant", "remove", "cruz", "--tag", "vip"], ["handoff", "give"], ["handoff", "withdraw"],
        ["handoff", "give", "acme", "bolt", "--out", "x.html"], ["probe", "acme", "--tag", "vip"],
        ["doctor", "acme", "--tag", "vip"], ["handoff", "page", "acme", "bolt"],
        ["handoff", "link", "acme", "bolt"], ["credential", "set", "acme", "bolt", "app"],
        ["credential", "show", "acme", "bolt", "app"], ["tenant", "show", "acme", "bolt"],
    ])
    func whatTakesOneClientOrNoneIsWrongUsage(arguments: [String]) throws {
        let before = try lines()
        let refused = try puerto(arguments)
        #expect(refused.code == 2 && refused.out == "", "\(arguments): \(refused.err)")
        #expect(try lines() == before)
    }

    @Test func severalAreRemovedTogetherOrNotAtAll() throws {
        let ran = try puerto("tenant", "remove", "cruz", "acme", "--yes")
        #expect(ran.code == 1 && ran.err.contains("'acme' is recorded as ready"), "\(ran.err)")
        #expect(try plans().count == 5)
        let refused = try puerto("tenant", "remove", "--tag", "vip", "--plan", "basic")
        #expect(refused.code == 1 && refused.err.contains("'acme' is left out: it is no draft"))
        #expect(refused.err.contains("puerto:   remove 'duna'\n"), "\(refused.err)")
        let done = try puerto("tenant", "remove", "cruz", "duna", "--yes")
        #expect(done.out == "removed: cruz\nremoved: duna\n", "\(done.err)")
        #expect(try Set(plans().keys) == ["base", "acme", "bolt"])
        #expect(try puerto("audit", "verify").code == 0)
        let none = try puerto("tenant", "remove", "--state", "ready", "--yes")
        #expect(none.code == 1 && none.err.contains("no client of --state ready is one for this"))
    }

    @Test func severalAreHandedOverEachBelowItsNameAndTheirPagesAreWithdrawnTogether() throws {
        let early = try puerto("handoff", "give", "acme", "cruz", "--yes")
        #expect(early.code == 1 && early.out == "" && early.err.contains("'cruz' is draft"))
        let asked = try puerto("handoff", "give", "--plan", "basic")
        #expect(asked.code == 1 && asked.out == "" && asked.err.contains("'duna' is left out"))
        #expect(asked.err.contains("puerto:   acme  eva@acme.example\n"), "\(asked.err)")
        let links = try puerto("handoff", "give", "acme", "bolt", "--by", "link", "--yes")
        #expect(links.code == 0, "\(links.err)")
        let blocks = links.out.components(separatedBy: "bolt (bolt)\n===")
        try #require(blocks.count == 2)
        #expect(blocks[0].hasPrefix("acme (acme)\n===========\n\n1. "))
        for block in blocks {
            #expect(block.matches(of: /https:\/\/portal\.example\/x\/#1p\./).count == 1)
        }
        let again = try puerto("handoff", "give", "--state", "ready", "--yes")
        #expect(again.code == 1 && again.err.contains("or it has access"), "\(again.err)")
        let pages = try puerto("handoff", "give", "acme", "bolt", "--by", "page", "--yes")
        #expect(pages.code == 0, "\(pages.err)")
        #expect(pages.err.matches(of: /the page is .*\/welcome\//).count == 2, "\(pages.err)")
        let half = try puerto("handoff", "withdraw", "acme", "cruz", "--yes")
        #expect(half.code == 1 && half.err.contains("no sealed page of 'cruz'"))
        let done = try puerto("handoff", "withdraw", "--host", "local", "--yes")
        #expect(done.out == "withdrawn: acme\nwithdrawn: bolt\n", "\(done.err)")
    }

    /// It is the operator's own stack, which no selection names.
    @Test func theBaseSystemIsInNoSelectionAndIsNeverRemoved() throws {
        let all = try puerto("tenant", "edit", "--with-host", "local", "--tag", "x", "--dry-run")
        #expect(all.out.hasPrefix("acme\n") && !all.out.contains("base"), "\(all.out)")
        for more in [[], ["cruz"]] {
            let refused = try puerto(["tenant", "remove", "base", "--yes"] + more)
            #expect(refused.code == 1 && refused.err.contains("it cannot be removed"))
        }
        #expect(try plans().count == 5)
        let edited = try puerto("tenant", "edit", "base", "cruz", "--new-slug", "x", "--yes")
        #expect(edited.code == 2)
        let archived = try puerto("tenant", "edit", "base", "cruz", "--status", "archived", "--yes")
        #expect(archived.code == 1 && archived.out == "", "\(archived.err)")
        #expect(try puerto("tenant", "show", "cruz").out.contains("draft"))
    }

    @Test func aListIsOfASelection() throws {
        let text = try puerto("tenant", "list", "--tag", "vip", "--state", "draft").out
        #expect(text.split(separator: "\n").count == 2 && text.contains("duna"), "\(text)")
    }
}
