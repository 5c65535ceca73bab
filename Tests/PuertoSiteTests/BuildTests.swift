import Foundation
import PuertoCore
import PuertoSite
import TestSupport
import Testing

@Suite struct BuildTests {
    @Test func aSecondBuildWritesNothingAndTouchesNoFile() throws {
        let workspace = try TestWorkspace.withFixture()
        let first = try workspace.build(.small, .both)
        let before = try workspace.modificationTimes()
        let second = try workspace.build(.small, .both)
        #expect(first.written.count == first.pages)
        #expect(second.written == [])
        #expect(second.removed == [])
        #expect(try workspace.modificationTimes() == before)
    }

    @Test func aTenantThatIsGoneLosesItsPagesAndOnlyThose() throws {
        let workspace = try TestWorkspace.withFixture()
        try workspace.build()
        let before = try workspace.tree()
        let report = try workspace.build(.small.without("acme"))
        let after = try workspace.tree()
        let gone = Set(before.keys).subtracting(after.keys)
        #expect(gone == Set(report.removed))
        let token = try #require(
            Fleet.small.tenants.first { $0.slug.text == "acme" }?.onboardingToken)
        #expect(
            gone == [
                "portal/clients/acme.html", "portal/clients/acme/copia.html",
                "portal/clients/acme/primeros-pasos.html", "welcome/\(token).html",
            ])
        #expect(
            !FileManager.default.fileExists(atPath: workspace.path + "/public/portal/clients/acme"))
        for (path, text) in after
        where path.hasPrefix("portal/clients/") || path.hasPrefix("welcome/") {
            #expect(!text.contains("Acme"), "\(path) still names the client")
        }
    }

    @Test func onlyThePagesThatShowAChangeAreWritten() throws {
        let workspace = try TestWorkspace.withFixture()
        try workspace.build()
        try workspace.write("content/tenants/sur.md", "Una nota.\n")
        #expect(try workspace.build().written == ["portal/clients/sur.html"])
    }

    @Test func filesOfOthersAreLeftAlone() throws {
        let workspace = try TestWorkspace.withFixture()
        try workspace.build()
        let own = ["robots.txt", "portal/notes.html", "welcome/hello.html", "assets/logo.png"]
        for file in own { try workspace.write("public/\(file)", "mine") }
        try workspace.remove(".puerto/manifest")
        try workspace.build(.small.without("acme"))
        for file in own { #expect(try workspace.read("public/\(file)") == "mine") }
    }

    @Test func aLostManifestLeavesNoPageOfAFormerClient() throws {
        let workspace = try TestWorkspace.withFixture()
        try workspace.build()
        try workspace.write(".puerto/manifest", "puerto manifest 1\nportal/index.html\nbad\n")
        let report = try workspace.build(.small.without("acme"))
        #expect(report.removed.count == 4)
        #expect(try workspace.tree()["portal/clients/acme.html"] == nil)
    }

    @Test func aPageDoesNotTakeThePlaceOfSomebodyElsesFile() throws {
        let workspace = try TestWorkspace.withFixture()
        try workspace.write("public/portal/ports.html", "mine")
        let error = try #require(throws: PuertoError.self) { try workspace.build() }
        #expect(error.place == "public/portal/ports.html")
        #expect(try workspace.tree() == ["portal/ports.html": "mine"])
    }

    @Test func aFailedBuildLeavesTheOldSiteWhole() throws {
        let workspace = try TestWorkspace.withFixture()
        try workspace.build()
        let before = try workspace.tree()
        try workspace.write("content/tenants/sur.md", "{{app.prot}}\n")
        try workspace.write("content/tenants/acme.md", "Otra cosa.\n")
        #expect(throws: PuertoErrors.self) { try workspace.build() }
        #expect(try workspace.tree() == before)
    }

    @Test func whatAnInterruptedBuildStagedIsDropped() throws {
        let workspace = try TestWorkspace.withFixture()
        try workspace.write(".puerto/stage/7", "half a page")
        try workspace.write(".puerto/stage/folder/8", "half a page")
        try workspace.build()
        #expect(!FileManager.default.fileExists(atPath: workspace.path + "/.puerto/stage"))
    }

    @Test func aFolderThatCannotBeMadeFailsTheBuildBeforeAnythingMoves() throws {
        let workspace = try TestWorkspace.withFixture()
        try workspace.build(.small.without("acme"))
        let before = try workspace.tree()
        try workspace.write("public/portal/clients/acme", "in the way")
        let error = try #require(throws: PuertoError.self) { try workspace.build() }
        #expect(error.message.hasSuffix("is in the way of a folder"))
        try workspace.remove("public/portal/clients/acme")
        #expect(try workspace.tree() == before)
    }

    @Test func somebodyElsesScriptInTheSearchFolderIsLeftAlone() throws {
        let workspace = try TestWorkspace.withFixture()
        try workspace.build()
        try workspace.write("public/portal/search/own.js", "alert(1)")
        try workspace.remove(".puerto/manifest")
        try workspace.build()
        #expect(try workspace.read("public/portal/search/own.js") == "alert(1)")
    }

    @Test func namesOfTheLongestKindKeepEveryPageUnderAHundredKilobytes() throws {
        let workspace = try TestWorkspace()
        let base = try Tenant.make("base", kind: .base, slot: 0, plan: nil)
        let long = String(repeating: "ñ", count: 90)
        let clients = try (1...300).map {
            try Tenant.make("c\($0)", name: "\(long) \($0)", slot: $0, contact: Contact(name: long))
        }
        let history = (1...100).map {
            AuditEntry(
                seq: 101 - $0, at: 1_763_000_000, actor: "cli:ana", action: "tenant.add",
                object: "c\($0)", outcome: .done, detail: "name: \(long) → \(long)\n\(long)")
        }
        let report = try workspace.build(try Fleet(tenants: [base] + clients, audit: history))
        #expect(report.warnings == [])
        for (path, text) in try workspace.tree() where path.hasSuffix(".html") {
            #expect(text.utf8.count < 100_000, "\(path) has \(text.utf8.count) bytes")
        }
    }

    @Test func aForcedBuildWritesEverythingAnew() throws {
        let workspace = try TestWorkspace.withFixture()
        try workspace.build()
        let report = try workspace.build(.small, .spanish, .forced)
        #expect(report.written.count == report.pages)
    }

    @Test func everyPageOfAFullHostStaysUnderAHundredKilobytes() throws {
        let workspace = try TestWorkspace()
        let base = try Tenant.make("base", kind: .base, slot: 0, plan: nil)
        let clients = try (1...946).map {
            try Tenant.make(
                "cliente-de-nombre-largo-\($0)", name: "Cliente de nombre bastante largo \($0)",
                slot: $0, contact: Contact(name: "Persona de contacto \($0)"), plan: "pro",
                since: "2024-11-30")
        }
        try workspace.build(try Fleet(tenants: [base] + clients))
        for (path, text) in try workspace.tree() {
            #expect(text.utf8.count < 100_000, "\(path) has \(text.utf8.count) bytes")
        }
        let pages = try workspace.tree().keys.filter { $0.hasPrefix("portal/index") }
        #expect(pages.count == 5)
    }
}

extension TestWorkspace {
    func modificationTimes() throws -> [String: Date] {
        var times: [String: Date] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: path + "/public") {
            let attributes = try FileManager.default.attributesOfItem(
                atPath: "\(path)/public/\(name)")
            if attributes[.type] as? FileAttributeType == .typeRegular {
                times[name] = attributes[.modificationDate] as? Date
            }
        }
        return times
    }
}
