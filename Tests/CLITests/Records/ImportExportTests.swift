import Foundation
import GRDB
import TestSupport
import Testing

@Suite struct ImportExportTests {
    static let configuration = """
        agency: {name: Faro, locale: es, currency: USD}
        hosts: [{name: local, address: localhost}, {name: second, address: 10.0.0.2}]
        plans: [{id: basic, name: Basic, monthly: 4900}]

        """

    static let fleet = """
        tenants:
          - {slug: dev-main, name: Casa, kind: base, status: ready, containers: {redis: r_main}}
          - {slug: cyn, name: "Einstein: <Kids>", kind: client, slot: 80, plan: basic, tags: [vip]}
          - {slug: next, name: Próximo, kind: client, host: second, contact: {name: Ñ}}

        """

    static func scratch() throws -> Scratch {
        let scratch = try Scratch()
        try scratch.write(configuration, to: "puerto.yaml")
        try scratch.write(fleet, to: "fleet.yaml")
        return scratch
    }

    @Test func importMakesTheDatabaseAndSaysWhatItDid() throws {
        let scratch = try Self.scratch()
        let first = try scratch.puerto("import", "fleet.yaml")
        #expect(first.code == 0)
        #expect(first.out == "3 added, 0 changed, 0 unchanged\nadded: cyn, dev-main, next\n")
        #expect(
            first.notes == "puerto: warning: 'cyn': slot local/80 is one to skip: "
                + "port 8080 is HTTP alternative\n"
                + "puerto: there are no pages yet: puerto build makes them\n")
        let second = try scratch.puerto("import", "fleet.yaml")
        #expect(second.out == "0 added, 0 changed, 3 unchanged\n" && second.err == "")
        try scratch.write(Self.fleet.replacing("Casa", with: "Home"), to: "fleet.yaml")
        #expect(first.next == "puerto provision --all")
        #expect(
            try scratch.puerto("import", "fleet.yaml", "--yes").out
                == "0 added, 1 changed, 2 unchanged\nchanged: dev-main\n")
    }

    /// A workspace with the fleet, whose client 'cyn' runs, and a file that says otherwise.
    static func running() throws -> Scratch {
        let scratch = try Self.scratch()
        try scratch.puerto("import", "fleet.yaml")
        try scratch.puerto("tenant", "edit", "cyn", "--status", "ready")
        try scratch.write(
            """
            tenants:
              - {slug: dev-main, name: Casa, kind: base}
              - {slug: cyn, name: Cyn, kind: client, slot: 5, status: draft, plan: "", tags: []}
              - {slug: late, name: Late, kind: client}

            """, to: "fleet.yaml")
        return scratch
    }

    static let plan = """
        cyn
          name: Einstein: <Kids> → Cyn
          plan: basic → –
          tags: vip → –
          its stack follows with: puerto reconcile cyn
          kept: status ready (the file says draft; puerto tenant edit cyn changes it)
          kept: slot 80 (the file says 5; puerto tenant edit cyn changes it)
        late: new
          name: Late
          host: local
          slot: 1
          locale: es
          status: draft
          ports: 8001 5433 6380
          windmill container: late_windmill
          postgres container: late_postgres
          redis container: late_redis
        not in the file, stays as it is: next

        """

    @Test func aDryRunShowsThePlanFieldByField() throws {
        let scratch = try Self.running()
        let before = try scratch.files()
        let shown = try scratch.puerto("import", "fleet.yaml", "--dry-run")
        #expect(shown.out == Self.plan + "1 added, 1 changed, 1 unchanged\n")
        #expect(shown.code == 0 && shown.err == "")
        #expect(try scratch.files() == before)
    }

    @Test func anImportWithoutAConfirmationChangesNothing() throws {
        let scratch = try Self.running()
        let before = try scratch.files()
        let refused = try scratch.puerto("import", "fleet.yaml")
        #expect(refused.code == 1 && refused.out == "")
        #expect(
            refused.err.hasSuffix(
                "error: the plan is not confirmed (confirm it with --yes)\n"))
        for line in Self.plan.split(separator: "\n") {
            #expect(refused.err.contains("puerto: \(line)\n"))
        }
        #expect(try scratch.files() == before)
        #expect(try scratch.puerto("import", "fleet.yaml", "--yes").code == 0)
        // What stays is said again; nothing is left to confirm.
        let again = try scratch.puerto("import", "fleet.yaml")
        #expect(again.code == 0 && again.out == "0 added, 0 changed, 3 unchanged\n")
        #expect(again.err.contains("kept: status ready (the file says draft;"))
    }

    @Test func aTerminalIsAsked() async throws {
        let scratch = try Self.running()
        let no = try AtTerminal(scratch, "import", "fleet.yaml")
        try await no.wait(for: "type yes to change 2 records:")
        try no.type("no\n")
        #expect(no.end() == 1)
        #expect(try scratch.puerto("tenant", "show", "late").code == 1)
        let yes = try AtTerminal(scratch, "import", "fleet.yaml")
        try await yes.wait(for: "type yes to change 2 records:")
        try yes.type("yes\n")
        #expect(yes.end() == 0)
        #expect(try scratch.puerto("tenant", "show", "late").code == 0)
    }

    @Test func aFirstImportNeedsNoQuestion() throws {
        let scratch = try Self.scratch()
        let planned = try scratch.puerto("import", "fleet.yaml", "--dry-run")
        #expect(planned.out.contains("cyn: new\n") && planned.code == 0)
        #expect(!(try scratch.files().keys.contains("puerto.db")))
        let made = try Scratch()
        try made.puerto("init", "w")
        try made.write(
            "tenants: [{slug: base, name: Base, kind: base, status: ready}]\n", to: "fleet.yaml")
        let first = try made.puerto("import", "fleet.yaml", "--workspace", "w")
        #expect(first.out == "0 added, 1 changed, 0 unchanged\nchanged: base\n")
        #expect(first.err == "puerto: there are no pages yet: puerto build makes them\n")
    }

    /// An edit is not overwritten without a question, also where there is no client yet.
    @Test func aFirstImportThatChangesAnEditedRecordIsAsked() throws {
        let scratch = try Scratch()
        try scratch.puerto("init", "w")
        try scratch.puerto("tenant", "edit", "base", "--name", "Mine", "--workspace", "w")
        try scratch.write(
            "tenants: [{slug: base, name: Base, kind: base}]\n", to: "fleet.yaml")
        let refused = try scratch.puerto("import", "fleet.yaml", "--workspace", "w")
        #expect(refused.code == 1 && refused.err.contains("name: Mine → Base"))
        try scratch.write(
            "tenants: [{slug: base, name: Mine, kind: base}, "
                + "{slug: cyn, name: Cyn, kind: client}]\n", to: "fleet.yaml")
        #expect(try scratch.puerto("import", "fleet.yaml", "--workspace", "w").code == 0)
    }

    @Test func whatIsExportedIsImportedAndExportedAgainByteForByte() throws {
        let scratch = try Self.scratch()
        try scratch.puerto("import", "fleet.yaml")
        let text = try scratch.puerto("export").out
        #expect(text.contains("name: \"Einstein: <Kids>\""))
        try scratch.puerto("export", "--output", "out.yaml")
        #expect(try scratch.text(of: "out.yaml") == text)
        #expect(
            try scratch.puerto("import", "out.yaml").out == "0 added, 0 changed, 3 unchanged\n")
        let other = try Self.scratch()
        try other.write(text, to: "out.yaml")
        #expect(try other.puerto("import", "out.yaml").code == 0)
        #expect(try other.puerto("export").out == text)
    }

    /// As the version before named them: what runs under a name keeps it.
    @Test func aFileThatNamesNoContainersLeavesThoseThatAreRecorded() throws {
        let scratch = try Self.scratch()
        try scratch.puerto("import", "fleet.yaml")
        try DatabaseQueue(patient: scratch.path("puerto.db")).write { db in
            try db.execute(
                sql: """
                    UPDATE service SET container = kind || '_' || (SELECT slug FROM slot
                        JOIN tenant ON tenant.id = slot.tenant
                        WHERE slot.host = service.host AND slot.number = service.slot)
                    WHERE slot > 0
                    """)
        }
        func containers() throws -> String {
            let shown = try scratch.puerto("tenant", "show", "cyn").out.split(separator: "\n")
            return String(shown.first { $0.hasPrefix("containers") } ?? "")
        }
        let old = "containers  windmill_cyn, postgres_cyn, redis_cyn"
        #expect(try containers() == old)
        #expect(
            try scratch.puerto("import", "fleet.yaml").out == "0 added, 0 changed, 3 unchanged\n")
        try scratch.puerto("tenant", "edit", "cyn", "--name", "Cyn")
        #expect(try containers() == old)
        let exported = try scratch.puerto("export").out
        #expect(exported.contains("containers: {windmill: windmill_cyn, postgres: postgres_cyn, "))
        // An empty name asks for the usual one.
        let usual = try scratch.puerto("tenant", "edit", "cyn", "--container", "redis=")
        #expect(usual.out == "redis container: redis_cyn → cyn_redis\n")
    }

    @Test func hostileTextsSurviveTheRecords() throws {
        let scratch = try Self.scratch()
        let titles = ["\u{301}a", "\u{200D}a", "\u{FE0F}x", "\u{1F3FD}", "a: b #c", "'\"", "/c d"]
        let dashboards = titles.flatMap { ["--dashboard", "/a \($0)"] }
        let added = try scratch.puerto("import", "fleet.yaml")
        #expect(added.code == 0)
        let edited = try scratch.puerto(["tenant", "edit", "cyn", "--name=- a: b"] + dashboards)
        #expect(edited.code == 0, "\(edited.err)")
        let text = try scratch.puerto("export").out
        try scratch.write(text, to: "out.yaml")
        let again = try scratch.puerto("import", "out.yaml")
        #expect(again.out == "0 added, 0 changed, 3 unchanged\n", "\(again)")
        let other = try Self.scratch()
        try other.write(text, to: "out.yaml")
        #expect(try other.puerto("import", "out.yaml").code == 0)
        #expect(Array(try other.puerto("export").out.utf8) == Array(text.utf8))
    }

    @Test(arguments: [
        ("  - {slug: cyn, name: A, kind: client}\n", "fleet.yaml:5: slug 'cyn' is there twice"),
        (
            "  - {slug: b, name: A, kind: client, slot: 80}\n",
            "fleet.yaml:5: slot 80 is there twice"
        ),
        ("  - {slug: b, name: A, kind: client, slot: 0}\n", "fleet.yaml:5: slot 0 is the base"),
        ("  - {slug: b, name: A, kind: client, plan: basci}\n", "fleet.yaml:5: there is no plan"),
        ("  - {slug: ../b, name: A, kind: client}\n", "fleet.yaml:5: '../b' is not a slug"),
        (
            "  - {slug: b, name: \"\\e[2J\", kind: client}\n",
            "fleet.yaml:5: name '\\u{1b}[2J' has a"
        ),
        ("  - {slug: b, name: A, kind: clinet}\n", "fleet.yaml:5: 'kind' is 'clinet' (did you"),
        ("\t- {slug: b}\n", "fleet.yaml:5: found character that cannot start any token (indent"),
    ])
    func anyErrorRefusesTheWholeFileAndMakesNothing(line: String, start: String) throws {
        let scratch = try Self.scratch()
        try scratch.write(Self.fleet + line, to: "fleet.yaml")
        let before = try scratch.files()
        let result = try scratch.puerto("import", "fleet.yaml")
        #expect(result.code == 1 && result.out == "")
        #expect(result.err.hasPrefix("puerto: error: " + start), "\(result.err)")
        #expect(try scratch.files() == before)
    }

    @Test func aFailedImportLeavesTheRecordsAsTheyWere() throws {
        let scratch = try Self.scratch()
        try scratch.puerto("import", "fleet.yaml")
        let before = try scratch.puerto("export").out
        try scratch.write(
            Self.fleet.replacing("Próximo", with: "Other")
                + "  - {slug: z, name: Z, kind: client, slot: 80}\n", to: "bad.yaml")
        #expect(try scratch.puerto("import", "bad.yaml").code == 1)
        #expect(try scratch.puerto("export").out == before)
        #expect(try scratch.puerto("import", "nowhere.yaml").err.contains("No such file"))
    }

    @Test func aDamagedDatabaseIsExplainedAndLeftAlone() throws {
        let scratch = try Self.scratch()
        try scratch.write("no database", to: "puerto.db")
        let before = try scratch.files()
        for verb in [["import", "fleet.yaml"], ["tenant", "list"]] {
            let result = try scratch.puerto(verb[0], verb[1])
            #expect(result.code == 1)
            #expect(
                result.err == "puerto: error: 'puerto.db' is not a SQLite database "
                    + "(restore it from a backup)\n")
        }
        #expect(try scratch.files() == before)
    }
}
