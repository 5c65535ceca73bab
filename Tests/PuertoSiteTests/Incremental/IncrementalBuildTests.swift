import Foundation
import PuertoCore
import PuertoSite
import TestSupport
import Testing

/// Single edits and accidents after which a build must not rely on its manifest.
@Suite struct IncrementalBuildTests {
    @Test func aPlanThatComesLaterReachesThePagesThatLookedForIt() throws {
        let workspace = try TestWorkspace()
        let fleet = try Fleet(tenants: [
            .make("base", kind: .base, slot: 0, plan: nil), .make("acme", slot: 1, plan: "gold"),
        ])
        try workspace.build(fleet)
        var configuration = Configuration.spanish
        configuration.plans.append(PricingPlan(id: "gold", name: "Oro", monthly: 99_900))
        try workspace.build(fleet, configuration)
        #expect(try workspace.read("public/portal/search/clients-1.js").contains("99900"))
        #expect(try workspace.builder(fleet, configuration).verify().isGood)
    }

    @Test func aLinkThatExpiresUnreadReachesThePagesOfADatabaseThatIsTheSame() throws {
        let workspace = try TestWorkspace()
        try workspace.write("puerto.db", "records")
        let (start, end) = (1_764_000_000, 1_764_086_400)
        func builder(_ now: Int) -> SiteBuilder {
            var fleet = Fleet.small
            let open = now < end
            fleet.custody = [fleet.tenants[1].slug: Custody(linkedAt: open ? start : nil)]
            fleet.nextExpiry = open ? end : nil
            let records = FleetRecords(fleet)
            return SiteBuilder(
                workspace: workspace.path, configuration: .spanish,
                clock: SiteClock(now: now, zone: 1, offset: { _ in 3600 }),
                program: ProgramState(version: 1, configuration: 1),
                records: RecordSource(database: "puerto.db") { _ in records })
        }
        func build(_ now: Int) throws -> BuildReport {
            let lock = try BuildLock(workspace: workspace.path)
            defer { lock.release() }
            return try builder(now).build(holding: lock)
        }
        #expect(try build(start).nextDue == end)
        #expect(try build(end - 1).made == 0)
        let report = try build(end)
        #expect(report.written.contains("portal/clients/\(Fleet.small.tenants[1].slug).html"))
        #expect(report.nextDue > end)
        #expect(try builder(end).verify().isGood)
        #expect(try build(end + 1).made == 0)
    }

    @Test func whatFailsABuildIsWhatTheComparisonSays() throws {
        let workspace = try TestWorkspace.withFixture()
        try workspace.build()
        let builder = workspace.builder()
        #expect(try builder.verify().isGood)
        try workspace.write("content/runbooks/rota.md", "---\ntitle: [\n---\n\nTexto.\n")
        let built = try #require(throws: PuertoErrors.self) { try workspace.build() }
        let said = try #require(throws: PuertoErrors.self) { try builder.verify() }
        #expect(said.all == built.all)
        try workspace.remove("content/runbooks/rota.md")
        try workspace.remove("public/portal/ports.html")
        try workspace.write("public/portal/ports.html/mine.txt", "mine")
        #expect(
            try #require(throws: PuertoErrors.self) { try builder.verify() }.all.map(\.place)
                == ["public/portal/ports.html"])
    }

    @Test func aRunbookWhoseFileIsRenamedIsSaidToBeEditedThere() throws {
        let workspace = try TestWorkspace()
        try workspace.runbook("copia", "order: 1\n", "Texto.")
        try workspace.build()
        try FileManager.default.moveItem(
            atPath: workspace.path + "/content/runbooks/copia.md",
            toPath: workspace.path + "/content/runbooks/copia.es.md")
        #expect(try workspace.build().written == ["portal/runbooks/copia.html"])
        #expect(try workspace.read("public/portal/runbooks/copia.html").contains("copia.es.md"))
    }

    @Test func aPortalWhoseLanguagesChangePlacesIsMadeAnew() throws {
        let workspace = try TestWorkspace()
        for (language, title) in [("es", "Copia"), ("en", "Backup")] {
            try workspace.write(
                "content/runbooks/copia.\(language).md",
                "---\ntitle: \(title)\norder: 1\n---\n\nTexto.\n")
        }
        try workspace.build(.small, .both)
        var other = Configuration.both
        other.agency.locale = .en
        other.agency.languages = [.en, .es]
        try workspace.build(.small, other)
        #expect(try workspace.read("public/portal/search/runbooks.js").contains("Backup"))
        #expect(try workspace.builder(.small, other).verify().isGood)
    }

    @Test func aManifestOfAnEarlierBuildLeavesNoPageOfAFormerClient() throws {
        let workspace = try TestWorkspace.withFixture()
        try workspace.build(.small.without("acme"))
        let manifest = try Data(contentsOf: URL(filePath: workspace.path + "/.puerto/manifest"))
        try workspace.build(.small)
        try manifest.write(to: URL(filePath: workspace.path + "/.puerto/manifest"))
        let report = try workspace.build(.small.without("acme"))
        #expect(report.removed.contains("portal/clients/acme.html"))
        #expect(try workspace.tree().filter { $0.value.contains("Acme") } == [:])
    }

    @Test func documentsThatComeWhileTheFoldersTimeTellsNothingAreSeen() throws {
        let workspace = try TestWorkspace()
        let folder = workspace.path + "/content/tenants"
        for slug in ["acme", "norte", "sur"] {
            try workspace.write("content/tenants/\(slug).md", "Nota.\n")
            // This is the state after two changes within one tick of the clock.
            try FileManager.default.setAttributes(
                [.modificationDate: Date().addingTimeInterval(3600)], ofItemAtPath: folder)
            try workspace.build()
            #expect(try workspace.read("public/portal/clients/\(slug).html").contains("Nota."))
        }
    }

    @Test func aFolderInThePlaceOfAPageFailsTheBuildBeforeAnythingMoves() throws {
        let workspace = try TestWorkspace.withFixture()
        try workspace.build()
        try workspace.remove("public/portal/ports.html")
        try workspace.write("public/portal/ports.html/mine.txt", "mine")
        try workspace.write("content/tenants/sur.md", "Una nota.\n")
        let before = try workspace.tree()
        let error = try #require(throws: PuertoError.self) { try workspace.build() }
        #expect(error.place == "public/portal/ports.html")
        #expect(try workspace.tree() == before)
    }

    @Test func whatAKilledBuildStagedIsDroppedThoughNothingHasChanged() throws {
        let workspace = try TestWorkspace.withFixture()
        try workspace.build()
        let left = [".puerto/stage/7", ".puerto/manifest.new", ".puerto/journal.new"]
        for file in left { try workspace.write(file, "half") }
        #expect(try workspace.build().made == 0)
        for file in left + [".puerto/stage"] {
            #expect(!FileManager.default.fileExists(atPath: workspace.path + "/" + file))
        }
    }
}
