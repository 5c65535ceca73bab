import Foundation
import Testing

/// Tests the reports of `puerto build`.
@Suite struct BuildVerbTests {
    @Test func aFileIsExplainedByWhatHasChanged() throws {
        let scratch = try workspace()
        let page = "portal/clients/acme.html"
        #expect(try explain(page, in: scratch).contains("there is no manifest of an earlier build"))
        let same = try explain("public/" + page, in: scratch)
        #expect(same.contains("\(page): not made, not written: nothing that it is made from"))
        #expect(same.contains("the record of 'acme'"))
        #expect(same.contains("the notes of 'acme', or that there are none"))

        try note("Una nota.\n", in: scratch)
        let changed = try explain(page, in: scratch)
        #expect(changed.contains("\(page): made and written, because"))
        #expect(changed.contains("\n  the notes of 'acme', or that there are none\n"))
        try note("Una nota.\n\n\n", in: scratch)
        #expect(
            try explain(page, in: scratch).contains(
                "made, not written since it came out the same, because"))
        #expect(
            try explain("portal/index.html", in: scratch)
                .contains("portal/index.html: not made, not written"))
    }

    @Test func aFileThatIsNoneIsExplainedWithTheNearestOne() throws {
        let scratch = try workspace()
        try scratch.puerto("build", "--workspace", "w")
        #expect(
            try explain("portal/clients/acmee.html", in: scratch).contains(
                "portal/clients/acmee.html: no file of this portal; "
                    + "did you mean 'portal/clients/acme.html'?"))
    }

    /// The folder holds a copy of the records.
    @Test func theBuildsOwnFolderIsForItsUserAlone() throws {
        let scratch = try workspace()
        let folder = scratch.path("w/.puerto")
        for _ in 0..<2 {
            try scratch.puerto("build", "--workspace", "w")
            let found = try FileManager.default.attributesOfItem(atPath: folder)
            #expect(found[.posixPermissions] as? Int == 0o700)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder)
        }
    }

    @Test func verifyingFindsAFileThatIsNotWhatACleanBuildWrites() throws {
        let scratch = try workspace()
        let good = try scratch.puerto("build", "--verify", "--workspace", "w")
        #expect(good.code == 0)
        #expect(good.out.contains("are what a clean build writes"))
        // A page of a former client, which only looks like Puerto's.
        let page = try scratch.text(of: "w/public/portal/clients/acme.html")
        try scratch.write(page, to: "w/public/portal/clients/former.html")
        let healed = try scratch.puerto("build", "--verify", "--json", "--workspace", "w")
        #expect(healed.code == 0, "\(healed.err)")
        let report = try JSONDecoder().decode(Report.self, from: Data(healed.out.utf8))
        #expect(report.removed == ["portal/clients/former.html"])
        #expect(report.verification?.unclaimed == [])
    }

    @Test func theReportNamesFilesAndTheTimeOfEachPhase() throws {
        let scratch = try workspace()
        try scratch.puerto("build", "--workspace", "w")
        try note("Una nota.\n", in: scratch)
        let result = try scratch.puerto("build", "--json", "--workspace", "w")
        let report = try JSONDecoder().decode(Report.self, from: Data(result.out.utf8))
        #expect(report.written == ["portal/clients/acme.html", "portal/en/clients/acme.html"])
        #expect(report.removed == [])
        #expect(report.made == 2)
        #expect(report.skipped == report.files - 2)
        #expect(
            Set(report.milliseconds.keys) == [
                "survey", "records", "content", "plan", "render", "publish", "manifest",
            ])
        #expect(report.milliseconds.values.allSatisfy { $0 >= 0 })
    }

    @Test func noProgressBarIsDrawnWhereNobodyLooks() throws {
        let scratch = try workspace()
        #expect(try scratch.puerto("build", "--force", "--workspace", "w").err == "")
    }
}

extension BuildVerbTests {
    private struct Report: Decodable {
        let files: Int
        let made: Int
        let skipped: Int
        let written: [String]
        let removed: [String]
        let milliseconds: [String: Double]
        let verification: Verification?

        struct Verification: Decodable {
            let missing: [String]
            let different: [String]
            let unclaimed: [String]
        }
    }

    private func workspace() throws -> Scratch {
        let scratch = try Scratch()
        try #require(try scratch.puerto("init", "w").code == 0)
        try #require(
            try scratch.puerto("tenant", "add", "acme", "--name", "Acme", "--workspace", "w").code
                == 0)
        return scratch
    }

    /// Writes notes in both languages of a new workspace.
    private func note(_ text: String, in scratch: Scratch) throws {
        for ending in ["md", "en.md"] {
            try scratch.write(text, to: "w/content/tenants/acme.\(ending)")
        }
    }

    private func explain(_ path: String, in scratch: Scratch) throws -> String {
        let result = try scratch.puerto("build", "--explain", path, "--workspace", "w")
        #expect(result.code == 0, "\(result.err)")
        return result.out
    }
}
