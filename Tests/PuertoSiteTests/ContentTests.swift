import Foundation
import PuertoCore
import PuertoSite
import Testing

/// An error in a document fails the build, with the place and the fix.
@Suite struct ContentTests {
    @Test func anUnknownPlaceholderNamesFileLineAndTheNearestKnownOne() throws {
        try expect(
            "content/runbooks/a.md:9", "unknown placeholder {{app.ulr}}", "did you mean 'app.url'?"
        ) {
            try $0.runbook("a", "scope: tenant\norder: 1\n", "Texto.\n\n`{{app.ulr}}`")
        }
    }

    @Test func aFleetRunbookKnowsNoClient() throws {
        try expect("content/runbooks/a.md:6", "placeholder {{app.url}} has no value") {
            try $0.runbook("a", "order: 1\n", "{{app.url}}")
        }
    }

    @Test func aClientsDocumentKnowsNothingOfTheBaseSystem() throws {
        try expect("content/runbooks/a.md:8", "placeholder {{base.url}} has no value") {
            try $0.runbook("a", "audience: client\nscope: tenant\norder: 1\n", "{{base.url}}")
        }
    }

    @Test func placeholdersOfOtherToolsAreText() throws {
        let workspace = try TestWorkspace()
        try workspace.runbook("a", "order: 1\n", "`docker ps --format '{{.Names}}'`")
        try workspace.build()
        #expect(try workspace.read("public/portal/runbooks/a.html").contains("{{.Names}}"))
    }

    @Test func aBrokenLinkNamesFileLineAndTheNearestDocument() throws {
        try expect(
            "content/tenants/acme.md:3", "broken link '../runbooks/copai.md'",
            "did you mean 'copia'?"
        ) {
            try $0.runbook("copia", "order: 1\n", "Texto.")
            try $0.write("content/tenants/acme.md", "Uno.\n\n[x](../runbooks/copai.md)\n")
        }
    }

    @Test(arguments: [
        "../../../etc/passwd", "x.png", "../runbooks", "runbooks/a.html", "../secret/x.md",
    ])
    func aLinkOutOfTheDocumentsIsBroken(destination: String) throws {
        try expect("content/runbooks/a.md:6", "broken link '\(destination)'") {
            try $0.runbook("a", "order: 1\n", "[x](\(destination))")
        }
    }

    @Test func aBrokenAnchorIsFoundInTheSameAndInOtherDocuments() throws {
        try expect(
            "content/runbooks/a.md:6", "broken anchor '#paso-un'", "did you mean 'paso-uno'?"
        ) {
            try $0.runbook("a", "order: 1\n", "[x](#paso-un)\n\n## Paso uno\n")
        }
        try expect("content/runbooks/a.md:6", "broken anchor '#fin' in content/runbooks/b.md") {
            try $0.runbook("a", "order: 1\n", "[x](b.md#fin)")
            try $0.runbook("b", "order: 2\n", "## Principio")
        }
    }

    @Test func aLinkToSomebodyOfWhomThereIsNoRecordIsBroken() throws {
        try expect("content/runbooks/a.md:6", "broken link '../tenants/acmee.md'", "'acme'?") {
            try $0.runbook("a", "order: 1\n", "[x](../tenants/acmee.md)")
        }
        let workspace = try TestWorkspace()
        try workspace.runbook("a", "order: 1\n", "[x](../tenants/acme.md)")
        try workspace.build()
        #expect(throws: PuertoErrors.self) { try workspace.build(.small.without("acme")) }
    }

    @Test func aClientsDocumentLeadsToNoOperatorPage() throws {
        try expect("content/runbooks/a.md:8", "link to the operator's runbook 'b'") {
            try $0.runbook("a", "audience: client\nscope: tenant\norder: 1\n", "[x](b.md)")
            try $0.runbook("b", "order: 2\n", "Secreto.")
        }
    }

    @Test func aRunbookThatNothingLinksOrPlacesFailsTheBuild() throws {
        try expect("content/runbooks/a.md:1", "nothing links the runbook 'a'", "give it an order") {
            try $0.runbook("a", "", "Texto.")
        }
        let workspace = try TestWorkspace()
        try workspace.runbook("a", "", "Texto.")
        try workspace.write("content/tenants/acme.md", "[x](../runbooks/a.md)\n")
        try workspace.build()
    }

    @Test func aMissingTranslationIsAWarningAndThePageShowsTheOtherLanguage() throws {
        let workspace = try TestWorkspace()
        try workspace.runbook("a", "order: 1\n", "Solo en español.")
        try workspace.write("content/tenants/acme.md", "Notas en español.\n")
        let wanted = [
            "content/runbooks/a.md: no translation into 'en' (write the same name with .en.md, "
                + "or take 'en' out of agency.languages)",
            "content/tenants/acme.md: no translation into 'en' (write the same name with .en.md, "
                + "or take 'en' out of agency.languages)",
        ]
        #expect(try workspace.build(.small, .both).warnings.map(\.description) == wanted)
        let page = try workspace.read("public/portal/en/runbooks/a.html")
        #expect(page.contains("This runbook is in Spanish only."))
        #expect(page.contains("<article class=\"prose\" lang=\"es\">"))
        let client = try workspace.read("public/portal/en/clients/acme.html")
        #expect(client.contains("Notas en español."))
        // A build that has nothing to do says the same, and one after the mend is silent.
        #expect(try workspace.build(.small, .both).warnings.map(\.description) == wanted)
        try workspace.runbook("a.en", "order: 1\nlocale: en\n", "In English.")
        try workspace.write("content/tenants/acme.en.md", "Notes.\n")
        #expect(try workspace.build(.small, .both).warnings.isEmpty)
        #expect(try workspace.read("public/portal/en/runbooks/a.html").contains("In English."))
    }

    @Test func aDocumentThatIsNotUTF8IsRefusedWithItsLine() throws {
        try expect("content/tenants/acme.md:2", "not UTF-8", "save the file as UTF-8") {
            let bytes = Array("uno\n".utf8) + [0x61, 0xFF, 0x0A]
            try Data(bytes).write(to: URL(filePath: "\($0.path)/content/tenants/acme.md"))
        }
    }

    @Test func aSymbolicLinkInTheContentIsRefused() throws {
        try expect("content/tenants/acme.md", "symbolic link in content/") {
            try FileManager.default.createSymbolicLink(
                atPath: "\($0.path)/content/tenants/acme.md", withDestinationPath: "/etc/hostname")
        }
    }

    @Test(arguments: ["content", "content/runbooks", "content/tenants", "content/extra"])
    func aSymbolicLinkInThePlaceOfAContentFolderIsRefused(place: String) throws {
        let outside = try TestWorkspace()
        try outside.write("content/runbooks/a.md", "---\ntitle: a\norder: 1\n---\nFuera.\n")
        try expect(place, "symbolic link in content/") {
            try? $0.remove(place)
            try FileManager.default.createSymbolicLink(
                atPath: "\($0.path)/\(place)",
                withDestinationPath:
                    "\(outside.path)/\(place == "content" ? place : "content/runbooks")")
        }
    }

    @Test func aWrongKeyInNotesIsNamedWithItsLine() throws {
        try expect("content/tenants/acme.md:2", "unknown key 'titel'", "did you mean 'title'?") {
            try $0.write("content/tenants/acme.md", "---\ntitel: x\n---\nTexto.\n")
        }
        try expect("content/tenants/nobody.md:2", "unknown key 'titel'") {
            try $0.write("content/tenants/nobody.md", "---\ntitel: x\n---\nTexto.\n")
        }
    }

    @Test func clientsWhoReadALanguageThatADocumentLacksAreToldOf() throws {
        let workspace = try TestWorkspace()
        try workspace.runbook("a", "audience: client\norder: 1\n", "Texto.")
        let report = try workspace.build()
        #expect(
            report.warnings.map(\.message) == ["clients whose language is 'en' get the 'es' text"])
    }

    @Test func frontMatterIsReadStrictly() throws {
        try expect("content/runbooks/a.md:3", "unknown key 'ordre'", "did you mean 'order'?") {
            try $0.runbook("a", "ordre: 1\n", "Texto.")
        }
        try expect("content/runbooks/a.md:3", "'scope' is 'planet'") {
            try $0.runbook("a", "scope: planet\n", "Texto.")
        }
        try expect("content/runbooks/a.md:1", "no front matter") {
            try $0.write("content/runbooks/a.md", "Texto.\n")
        }
    }

    @Test func aTranslationThatDisagreesWithItsOriginalIsRefused() throws {
        try expect("content/runbooks/a.en.md:1", "audience, scope or order differ", nil, .both) {
            try $0.runbook("a", "order: 1\n", "Texto.")
            try $0.runbook("a.en", "order: 2\n", "Text.")
        }
    }

    @Test func severalProblemsAreReportedAtOnce() throws {
        let workspace = try TestWorkspace()
        try workspace.runbook("a", "order: 1\n", "{{x.y}}\n\n[x](nada.md)")
        try workspace.runbook("b", "order: 1\n", "{{x.z}}")
        let errors = try #require(throws: PuertoErrors.self) { try workspace.build() }
        #expect(
            errors.all.map(\.place) == [
                "content/runbooks/a.md:6", "content/runbooks/a.md:8", "content/runbooks/b.md:6",
            ])
    }

    @Test func rawHTMLAndScriptLinksAreLeftOutWithAWarning() throws {
        let workspace = try TestWorkspace.withFixture()
        let report = try workspace.build()
        let page = try workspace.read("public/portal/clients/acme.html")
        #expect(!page.contains("<b>crudo"))
        #expect(!page.contains("javascript:"))
        #expect(report.warnings.contains { $0.place == "content/tenants/acme.md:3" })
    }

    @Test func aValueOfTheRecordIsTextWhereverItStands() throws {
        let workspace = try TestWorkspace()
        try workspace.runbook(
            "a", "scope: tenant\norder: 1\n",
            "{{tenant.name}} `{{tenant.name}}` [{{tenant.name}}](https://x/{{tenant.name}})")
        try workspace.build()
        let page = try workspace.read("public/portal/clients/norte/a.html")
        #expect(!page.contains("<script>alert"))
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(page.contains("https://x/Norte%20%3Cscript%3E"))
    }

    private func expect(
        _ place: String, _ message: String, _ hint: String? = nil,
        _ configuration: Configuration = .spanish, _ write: (TestWorkspace) throws -> Void
    ) throws {
        let workspace = try TestWorkspace()
        try write(workspace)
        let errors = try #require(throws: PuertoErrors.self) {
            try workspace.build(.small, configuration)
        }
        let found = errors.all.first { $0.place == place && $0.message.hasPrefix(message) }
        let error = try #require(found, "\(errors.all.map(\.description))")
        if let hint { #expect(error.hint?.contains(hint) == true, "\(error.hint ?? "none")") }
        #expect(!FileManager.default.fileExists(atPath: workspace.path + "/public/portal"))
    }
}
