import Foundation
import Testing

/// Verbs that look write nothing, also where `puerto.yaml` has changed since the last verb that
/// writes.
@Suite struct LookingVerbTests {
    /// How a verb that looks is run: its arguments, and the exit code that is expected.
    struct Look {
        let arguments: [String]
        var code: Int32 = 0
    }

    /// Verbs that change records, files or the machine.
    static let writing: Set<String> = [
        "adopt", "archive", "audit undo", "broker", "build", "credential adopt",
        "credential generate",
        "credential set",
        "credential show", "demo",
        "handoff give", "handoff link", "handoff page", "handoff revoke", "handoff withdraw",
        "hook-secret add",
        "hook-secret revoke", "import", "init", "job cancel", "job retry", "key retire",
        "key rotate", "logs", "operator add", "operator code", "operator passkey",
        "operator passwd", "operator remove", "passkey remove", "probe",
        "provision", "psql", "reconcile", "redis", "restart", "resume", "rotate", "scripts pull",
        "scripts push", "serve", "shell",
        "suspend", "tenant add", "tenant edit", "tenant recover",
        "tenant remove", "upgrade", "watch", "work",
        "workspace copied", "workspace moved", "workspace repair",
    ]

    /// Verbs that use no workspace.
    static let elsewhere: Set<String> = ["help", "hook call", "markdown"]

    /// Every other verb; `JOB` is a job's id.
    static let looking: [String: Look] = [
        "audit checkpoint": Look(arguments: []),
        "audit list": Look(arguments: []),
        "audit verify": Look(arguments: []),
        "check": Look(arguments: []),
        "config apache": Look(arguments: []),
        "config busybox": Look(arguments: []),
        "config caddy": Look(arguments: []),
        "config firewall": Look(arguments: []),
        "config lighttpd": Look(arguments: []),
        "config nginx": Look(arguments: []),
        "config ownership": Look(arguments: []),
        "config systemd": Look(arguments: []),
        "credential list": Look(arguments: ["acme"]),
        "disk": Look(arguments: []),
        // The pages are those of the configuration before.
        "doctor": Look(arguments: [], code: 1),
        "export": Look(arguments: []),
        "handoff links": Look(arguments: ["acme"]),
        "handoff list": Look(arguments: ["acme"]),
        "hook-secret list": Look(arguments: []),
        "job list": Look(arguments: []),
        "job log": Look(arguments: ["JOB"]),
        "job show": Look(arguments: ["JOB"]),
        "key verify": Look(arguments: []),
        "operator list": Look(arguments: []),
        "passkey list": Look(arguments: []),
        "ports": Look(arguments: []),
        // The engine of this test has no Windmill.
        "scripts diff": Look(arguments: ["acme"], code: 1),
        "stack show": Look(arguments: ["acme"]),
        "stack status": Look(arguments: ["acme"]),
        "status": Look(arguments: []),
        "tenant list": Look(arguments: []),
        "tenant show": Look(arguments: ["acme"]),
        "workspace show": Look(arguments: []),
    ]

    /// Every verb with `--dry-run`.
    static let dryRuns: [String: Look] = [
        "adopt": Look(arguments: []),
        "archive": Look(arguments: ["acme", "--reason", "x"]),
        "import": Look(arguments: ["fleet.yaml"]),
        "provision": Look(arguments: ["--all"]),
        "reconcile": Look(arguments: ["acme"]),
        "restart": Look(arguments: ["acme"]),
        "resume": Look(arguments: ["acme"]),
        "rotate": Look(arguments: ["acme", "redis"]),
        "scripts push": Look(arguments: ["acme"], code: 1),
        "suspend": Look(arguments: ["acme", "--reason", "x"]),
        "tenant edit": Look(arguments: ["acme", "later", "--tag", "x"]),
        "upgrade": Look(arguments: ["acme", "--image", "redis=redis:7.4.5"]),
        "workspace moved": Look(arguments: []),
    ]

    @Test func everyVerbIsOfOneKind() throws {
        let verbs = try CommandTree.read().leaves
        let named = Self.writing.union(Self.elsewhere).union(Self.looking.keys)
        #expect(Set(verbs.map(\.path)) == named)
        #expect(named.count == Self.writing.count + Self.elsewhere.count + Self.looking.count)
        let planned = verbs.filter { $0.options.contains("dry-run") }.map(\.path)
        #expect(Set(planned) == Set(Self.dryRuns.keys))
    }

    @Test func noVerbThatLooksWritesAnything() throws {
        let fleet = try LookedAtFleet()
        try fleet.change(monthly: 5900, memory: 3072, address: "10.0.0.9", agency: "Faro Dos")
        try expectNothingWritten(fleet)
    }

    @Test func theLogOfAProcessThatWasKilledIsLeftAsItIs() async throws {
        let fleet = try LookedAtFleet()
        try fleet.change(monthly: 5900, memory: 3072, address: "10.0.0.9", agency: "Faro Dos")
        let watch = try Running(fleet.engine.scratch, ["watch"])
        defer { watch.end() }
        try await watch.wait { try watch.out.contains("written") }
        watch.end()
        let log = try Data(contentsOf: URL(fileURLWithPath: fleet.path("puerto.db-wal")))
        try #require(!log.isEmpty)
        try fleet.change(monthly: 6900, memory: 2560, address: "10.0.0.8", agency: "Faro Tres")
        try expectNothingWritten(fleet)
    }

    @Test func whatIsShownFollowsFromTheConfigurationAllTheSame() throws {
        let fleet = try LookedAtFleet()
        let old = try fleet.engine.puerto("stack", "show", "acme").out
        let oldPlan = try fleet.engine.puerto("provision", "acme", "--dry-run").out
        // A plan of 4 GB and more has the larger profile.
        try fleet.change(monthly: 5900, memory: 8192, address: "10.0.0.9", agency: "Faro Dos")
        let shown = try fleet.engine.puerto("stack", "show", "acme").out
        let plan = try fleet.engine.puerto("provision", "acme", "--dry-run").out
        #expect(shown != old)
        #expect(plan != oldPlan, "\(plan)")
        #expect(shown.contains("http://10.0.0.9:28001"), "\(shown)")
        let doctor = try fleet.engine.puerto("doctor")
        #expect(doctor.out.contains("public/") && doctor.out.contains("not what a build makes"))
        #expect(try fleet.engine.puerto("build").code == 0)
        #expect(try fleet.engine.puerto("stack", "show", "acme").out == shown)
        #expect(try fleet.engine.puerto("provision", "acme", "--dry-run").out == plan)
        #expect(try !fleet.engine.puerto("doctor").out.contains("public/"))
    }

    @Test func aConfigurationThatDoesNotFitIsSaidAndNothingIsWritten() throws {
        let fleet = try LookedAtFleet()
        try fleet.change(monthly: 5900, memory: 3072, address: "a", agency: "Faro", plan: "other")
        let before = try fleet.contents()
        for verb in [["stack", "show", "acme"], ["doctor"], ["check"]] {
            let result = try fleet.engine.puerto(verb)
            #expect(result.code == 1 && result.out == "", "\(verb)")
            #expect(
                result.err.hasPrefix(
                    "puerto: error: w/puerto.yaml: plan 'basic' is gone from puerto.yaml but in use"
                ), "\(result.err)")
        }
        #expect(try fleet.contents() == before)
    }

    private func expectNothingWritten(_ fleet: LookedAtFleet) throws {
        var before = try fleet.contents()
        func look(_ verb: String, _ look: Look, _ more: [String] = []) throws {
            let arguments = look.arguments.map { $0 == "JOB" ? fleet.job : $0 }
            let result = try fleet.engine.puerto(
                verb.split(separator: " ").map(String.init) + arguments + more)
            #expect(result.code == look.code, "\(verb): \(result.err)")
            // Where nothing can be looked at, the error says why.
            let said = look.code == 0 ? result.out : result.out + result.err
            #expect(!said.isEmpty, "\(verb)")
            let after = try fleet.contents()
            #expect(after.keys.sorted() == before.keys.sorted(), "\(verb)")
            let different = before.keys.filter { before[$0] != after[$0] }
            #expect(different.isEmpty, "\(verb) wrote \(different)")
            before = after
        }
        for (verb, how) in Self.looking.sorted(by: { $0.key < $1.key }) { try look(verb, how) }
        for (verb, how) in Self.dryRuns.sorted(by: { $0.key < $1.key }) {
            try look(verb, how, ["--dry-run"])
        }
    }
}
