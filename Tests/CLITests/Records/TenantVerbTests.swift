import Foundation
import Testing

@Suite struct TenantVerbTests {
    static func scratch() throws -> Scratch {
        let scratch = try Scratch()
        try scratch.write(ImportExportTests.configuration, to: "puerto.yaml")
        try scratch.write("tenants: []\n", to: "fleet.yaml")
        try scratch.puerto("import", "fleet.yaml")
        return scratch
    }

    @Test func addGivesTheLowestFreeSlotAndShowsTheRecord() throws {
        let scratch = try Self.scratch()
        let added = try scratch.puerto(
            "tenant", "add", "cyn", "--name", "Einstein Kids", "--contact-name", "Cyn",
            "--contact-email", "cyn@example.com", "--locale", "en", "--plan", "basic", "--status",
            "ready", "--since", "2024-02-29", "--tag", "vip", "--tag", "school")
        #expect(
            added.code == 0
                && added.notes == "puerto: there are no pages yet: puerto build makes them\n",
            "\(added.err)")
        let shown = try scratch.puerto("tenant", "show", "cyn")
        #expect(shown.out == added.out)
        #expect(
            shown.out.hasPrefix(
                """
                slug        cyn
                name        Einstein Kids
                kind        client
                host        local
                slot        1
                url         http://localhost:8001
                ports       app 8001, postgres 5433, redis 6380
                containers  cyn_windmill, cyn_postgres, cyn_redis
                contact     Cyn <cyn@example.com>
                locale      en
                plan        basic
                status      ready
                since       2024-02-29
                tags        vip, school
                stack       –
                page        welcome/
                """))
        // Without limits in the plan, as this one, a stack has the usual ones.
        #expect(
            shown.out.contains(
                "memory      2624 MiB at most, profile small: windmill 768, worker 1024, "
                    + "postgres 768, redis 64; use not measured\n"
                    + "cpus        not limited; use not measured\n"))
    }

    @Test func editChangesWhatIsGivenAndNothingElse() throws {
        let scratch = try Self.scratch()
        try scratch.puerto("tenant", "add", "cyn", "--name", "Cyn", "--plan", "basic")
        let edited = try scratch.puerto("tenant", "edit", "cyn", "--plan", "", "--host", "second")
        #expect(edited.out == "host: local → second\nplan: basic → –\n")
        #expect(try scratch.puerto("tenant", "edit", "cyn").out == "unchanged\n")
        let ports = try scratch.puerto("ports", "--host", "local").out
        #expect(ports.contains("quarantined  was cyn, until "))
        #expect(ports.hasSuffix("local: 906 free\n"))
    }

    @Test func listingsAreJSONWhenAskedFor() throws {
        let scratch = try Self.scratch()
        try scratch.puerto("tenant", "add", "cyn", "--name", "A \"b\" <c>")
        for arguments in [["tenant", "list"], ["tenant", "show", "cyn"], ["ports"]] {
            let process = try scratch.start(arguments + ["--json"])
            let pipe = Pipe()
            process.standardOutput = pipe
            try process.run()
            let data = pipe.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: data) }
        }
    }

    @Test func theBaseSystemStaysWhereAndWhatItIs() throws {
        let scratch = try Self.scratch()
        let before = try scratch.puerto("export").out
        for change in [
            ["--slot", "5"], ["--host", "second"], ["--status", "archived"],
            ["--status", "suspended"], ["--new-slug", "other"],
        ] {
            let result = try scratch.puerto("tenant", "edit", "base", change[0], change[1])
            #expect(result.code == 1)
            #expect(result.err.hasPrefix("puerto: error: the base system"), "\(result.err)")
        }
        #expect(try scratch.puerto("export").out == before)
    }

    @Test func twelveProcessesAtOnceGetTwelveSlots() async throws {
        let scratch = try Self.scratch()
        let processes = try (1...12).map { number in
            let process = try scratch.start(["tenant", "add", "t\(number)", "--name", "T"])
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            return process
        }
        for process in processes {
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
        }
        let list = try scratch.puerto("tenant", "list").out.split(separator: "\n")
        #expect(list.count == 14)
        #expect(Set(list.compactMap { $0.split(separator: " ").last }).count == 14)
    }
}
