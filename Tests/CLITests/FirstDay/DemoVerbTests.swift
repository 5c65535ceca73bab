import Foundation
import Testing

/// `puerto demo` makes a believable workspace in which nothing can run.
@Suite struct DemoVerbTests {
    /// The arguments of each verb that needs the engine or a worker.
    private static let refused: [String: [String]] = [
        "adopt": [],
        "archive": ["cafe-de-olla", "--reason", "x"],
        "credential adopt": ["cafe-de-olla", "redis"],
        "credential generate": ["cafe-de-olla", "redis"],
        "credential set": ["cafe-de-olla", "redis"],
        "disk": ["--measure"],
        "job cancel": ["JOB"],
        "job retry": ["JOB"],
        "logs": ["cafe-de-olla", "redis"],
        "probe": [],
        "provision": ["--all", "--yes"],
        "psql": ["cafe-de-olla"],
        "reconcile": ["cafe-de-olla"],
        "redis": ["cafe-de-olla"],
        "restart": ["cafe-de-olla"],
        "resume": ["panaderia-la-guera"],
        "rotate": ["cafe-de-olla", "redis"],
        "scripts diff": ["cafe-de-olla"],
        "scripts pull": ["cafe-de-olla"],
        "scripts push": ["cafe-de-olla"],
        "shell": ["cafe-de-olla", "redis"],
        "stack show": ["cafe-de-olla"],
        "stack status": ["cafe-de-olla"],
        "suspend": ["cafe-de-olla", "--reason", "x"],
        "tenant recover": ["7"],
        "upgrade": ["cafe-de-olla", "--image", "redis=redis:7.4.5"],
        "work": ["--once"],
        "workspace copied": [],
        "workspace moved": [],
        "workspace show": [],
    ]

    /// The verbs that ask neither the engine nor a worker.
    private static let others: Set<String> = [
        "audit checkpoint", "audit list", "audit undo", "audit verify", "broker", "build", "check",
        "config apache", "config busybox", "config caddy", "config firewall", "config lighttpd",
        "config nginx", "config ownership", "config systemd", "credential list",
        "credential show", "demo", "doctor", "export", "handoff give", "handoff link",
        "handoff links", "handoff list", "handoff page", "handoff revoke", "handoff withdraw",
        "help", "hook call", "hook-secret add", "hook-secret list", "hook-secret revoke",
        "import", "init", "job list", "job log", "job show", "key retire", "key rotate",
        "key verify", "markdown", "operator add", "operator code", "operator list",
        "operator passkey", "operator passwd", "operator remove", "passkey list",
        "passkey remove", "ports", "serve", "status", "tenant add", "tenant edit",
        "tenant list", "tenant remove", "tenant show", "watch", "workspace repair",
    ]

    private static let moment = "2026-11-20T18:00:00Z"

    private static func demo() throws -> Scratch {
        let scratch = try Scratch()
        let made = try scratch.puerto("demo", "d", "--locale", "es-MX", "--until", moment)
        try #require(made.code == 0, "\(made.err)")
        #expect(made.out.hasPrefix("made a demo in 'd', with twelve invented clients\n"))
        #expect(made.next == "puerto serve --workspace d")
        return scratch
    }

    private static func run(_ scratch: Scratch, _ arguments: [String], input: String = "") throws
        -> Scratch.Result
    { try scratch.puerto(arguments + ["--workspace", "d"], input: input) }

    private static func expectSomethingOfEverything(_ scratch: Scratch) throws {
        let handoffs = try run(scratch, ["handoff", "list"]).out
        #expect(handoffs.contains("withdrawn") && handoffs.contains("read"), "\(handoffs)")
        let jobs = try run(scratch, ["job", "list"]).out
        #expect(jobs.contains("failed") && jobs.contains("archive"), "\(jobs)")
        let spanish = try scratch.puerto(
            ["job", "list", "--workspace", "d"], environment: ["PUERTO_LANGUAGE": ""])
        #expect(spanish.out.contains("no se pudo descargar: toomanyrequests"), "\(spanish)")
        let history = try scratch.puerto(
            ["audit", "list", "--workspace", "d"], environment: ["PUERTO_LANGUAGE": ""])
        #expect(history.out.contains("  fallido  ") && history.out.contains("  hecho "))
        let outage = try run(
            scratch, ["audit", "list", "--limit", "200", "--json"]
        ).out
        #expect(outage.contains("status: ready → degraded"))
        #expect(outage.contains("application: its database does not answer"))
        let show = try run(scratch, ["tenant", "show", "panaderia-la-guera"]).out
        #expect(show.contains("suspended"), "\(show)")
        #expect(try run(scratch, ["disk"]).out.contains("near"), "the vet's disk")
    }

    @Test func everyVerbOfTheEngineIsRefused() throws {
        let verbs = Set(try CommandTree.read().leaves.map(\.path))
        #expect(verbs == Self.others.union(Self.refused.keys))
        let scratch = try Self.demo()
        let job = try #require(
            try Self.run(scratch, ["job", "list"]).out.split(separator: "\n").dropFirst().first)
        let before = try scratch.files().filter { !$0.key.hasSuffix("-wal") }
        for (verb, arguments) in Self.refused.sorted(by: { $0.key < $1.key }) {
            let words = verb.split(separator: " ").map(String.init)
            let all = words + arguments.map { $0 == "JOB" ? String(job.prefix(8)) : $0 }
            let result = try Self.run(scratch, all, input: "a password of some length")
            #expect(result.code == 1 && result.out == "", "\(verb): \(result)")
            #expect(
                result.err == """
                    puerto: error: this workspace is a demo: its clients are invented, and it has \
                    no container engine and no worker (puerto init DIR makes a workspace for \
                    clients of your own)

                    """, "\(verb): \(result.err)")
        }
        for more in [["restart", "cafe-de-olla", "--detach"], ["reconcile", "--dry-run", "base"]] {
            #expect(try Self.run(scratch, more).err.contains("this workspace is a demo"))
        }
        let after = try scratch.files().filter { !$0.key.hasSuffix("-wal") }
        #expect(before.keys.sorted() == after.keys.sorted())
    }

    @Test func whatARefusalNamesMakesAWorkspaceThatIsNone() throws {
        let scratch = try Scratch()
        try #require(scratch.puerto("init", "real").code == 0)
        let added = try scratch.puerto(
            "tenant", "add", "acme", "--name", "Acme", "--workspace", "real")
        #expect(added.code == 0)
        let queued = try scratch.puerto("provision", "acme", "--detach", "--workspace", "real")
        #expect(queued.code == 0, "\(queued.err)")
    }

    @Test func whatIsLookedAtAndEditedWorksAndSaysThatItIsADemo() throws {
        let scratch = try Self.demo()
        try Self.expectSomethingOfEverything(scratch)
        let status = try Self.run(scratch, ["status"])
        #expect(
            status.out.hasPrefix(
                """
                Demo: the clients are invented and nothing runs.
                12 clients: 8 ready, 1 suspended, 2 draft, 1 archived.

                """), "\(status.out)")
        #expect(!status.out.contains("puerto work") && !status.out.contains("puerto build"))
        let doctor = try Self.run(scratch, ["doctor"])
        #expect(doctor.code == 0 && doctor.out == "fine: history, pages\n", "\(doctor)")
        #expect(doctor.err.contains("this is a demo: there is no container engine"))
        let check = try Self.run(scratch, ["check"])
        #expect(check.code == 0 && check.out.hasSuffix("no errors, 0 warnings\n"), "\(check)")
        #expect(try Self.run(scratch, ["audit", "verify"]).code == 0)
        let edit = try Self.run(scratch, ["tenant", "edit", "cafe-de-olla", "--name", "Café"])
        #expect(edit.code == 0 && !edit.err.contains("warning"), "\(edit.err)")
        let add = try Self.run(scratch, ["tenant", "add", "otra", "--name", "Otra"])
        #expect(add.code == 0 && !add.err.contains("warning"), "\(add.err)")
        #expect(try Self.run(scratch, ["build"]).code == 0)
        let pages = try scratch.files().filter {
            $0.key.hasPrefix("d/public/portal/") && $0.key.hasSuffix(".html")
        }
        #expect(pages.count > 20)
        for (name, bytes) in pages {
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(text.contains("<b>Demostración</b>: los clientes son inventados"), "\(name)")
            #expect(!text.contains("data-sunset") && !text.contains("data-gone"), "\(name)")
        }
    }

    @Test func theSameSeedGivesTheSameRecords() throws {
        func records(_ scratch: Scratch) throws -> [String] {
            let verbs = [
                ["export"], ["audit", "list", "--limit", "500", "--json"],
                ["tenant", "list", "--json"], ["disk"], ["job", "list"],
            ]
            return try verbs.map { verb in
                let text = try Self.run(scratch, verb).out
                // Ids and fingerprints of secrets are random.
                let ids = /\b(?:[0-9a-f]{32}|[0-9a-f]{16}|[0-9a-f]{8})\b/
                let prints = /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/
                return text.replacing(ids.wordBoundaryKind(.simple), with: "ID")
                    .replacing(prints.wordBoundaryKind(.simple), with: "PRINT")
            }
        }
        let (one, other) = (try Self.demo(), try Self.demo())
        for (first, second) in zip(try records(one), try records(other)) {
            #expect(first == second)
        }
    }

    @Test func itsExportBringsARealWorkspaceOnlyWhatAnOwnerDeclares() throws {
        let scratch = try Self.demo()
        let file = try Self.run(scratch, ["export", "--output", "fleet.yaml"])
        try #require(file.code == 0)
        let text = try scratch.text(of: "fleet.yaml")
        for key in ["status:", "since:", "slot:", "host:", "images", "kind: base"] {
            #expect(!text.contains(key), "\(key)")
        }
        let again = try Self.run(scratch, ["import", "fleet.yaml", "--dry-run"])
        #expect(again.code == 0 && !again.out.contains("→"), "\(again)")
        try #require(scratch.puerto("init", "real").code == 0)
        let imported = try scratch.puerto("import", "fleet.yaml", "--yes", "--workspace", "real")
        #expect(imported.code == 0, "\(imported.err)")
        let status = try scratch.puerto("status", "--workspace", "real").out
        #expect(status.hasPrefix("12 clients: 12 draft.\n"), "\(status)")
        let handoffs = try scratch.puerto("handoff", "list", "--json", "--workspace", "real")
        #expect(!handoffs.out.contains("{"), "\(handoffs)")
    }

    @Test func aFolderThatIsNotEmptyIsRefused() throws {
        let scratch = try Scratch()
        try FileManager.default.createDirectory(
            atPath: scratch.path("d"), withIntermediateDirectories: false)
        try scratch.write("mine", to: "d/file")
        let result = try scratch.puerto("demo", "d")
        #expect(result.code == 1)
        #expect(
            result.err == "puerto: error: 'd' is not an empty folder (demo never writes over "
                + "anything; choose another one)\n", "\(result.err)")
        let late = try scratch.puerto("demo", "e", "--until", "2999-01-01T00:00:00Z")
        #expect(late.code == 64 || late.code == 2, "\(late)")
        #expect(try scratch.files().keys.sorted() == ["d/file"])
    }

    @Test func anEnglishDemoIsEnglish() throws {
        let scratch = try Scratch()
        let made = try scratch.puerto("demo", "d", "--locale", "en-GB", "--locale", "es-ES")
        try #require(made.code == 0, "\(made.err)")
        let page = try scratch.text(of: "d/public/portal/index.html")
        #expect(page.contains("<b>Demo</b>: the clients are invented and nothing runs."))
        #expect(page.contains("Corner Bakery") && !page.contains("Panadería"))
        #expect(try scratch.text(of: "d/public/portal/es/index.html").contains("Demostración"))
    }
}
