import CommonMark
import Hypertext
import Testing

@Suite struct HeadingTests {
    private func ids(_ text: String) -> [String] { document(text).headings.map(\.id) }

    @Test func idsAreReadable() {
        #expect(
            ids(
                "# Copia de seguridad\n# ¿Año nuevo? ¡Sí!\n# Œuvre Straße, ÇA\n# `a.b` *c* [d](e)\n# it's"
            )
                == ["copia-de-seguridad", "ano-nuevo-si", "oeuvre-strasse-ca", "a-b-c-d", "its"])
    }

    @Test func decomposedAccentsFoldAndOtherScriptsStay() {
        #expect(ids("# An\u{303}o\n# Привет Мир\n# 日本") == ["ano", "привет-мир", "日本"])
    }

    @Test func idsAreUniqueAndNeverEmpty() {
        #expect(ids("# a\n# a\n# a-2\n# a\n# !") == ["a", "a-2", "a-2-2", "a-3", "section"])
        #expect(document("# a\n# a").ids == ["a", "a-2"])
    }

    @Test func placeholdersGiveTheirNamesLetters() {
        let heading = document("## About {{ tenant.name }}").headings[0]
        #expect(heading.id == "about-tenant-name")
        #expect(heading.title == "About {{ tenant.name }}")
        #expect(heading.titleHTML.text == "About {{ tenant.name }}")
    }

    @Test func aTitleLeavesOutLinksImagesAndHTML() {
        let heading = document("# [*a*](b) ![c](d) <i>`e`</i> ~~f~~").headings[0]
        #expect(heading.titleHTML.text == "<em>a</em> c <code>e</code> <del>f</del>")
        #expect(heading.title == "a c e f")
    }

    @Test func thePrefixStandsBeforeEveryID() {
        let text = html("# a") { $0.idPrefix = "doc-" }
        #expect(text == "<h1 id=\"doc-a\">a</h1>\n")
    }

    @Test func aBaseMovesLevelsAndClosesGaps() {
        let levels = document("## a\n#### b\n#### c\n### d\n## e\n###### f") { $0.headingBase = 3 }
        #expect(levels.headings.map(\.level) == [3, 4, 4, 4, 3, 4])
        let first = document("### a\n# b\n## c") { $0.headingBase = 2 }
        #expect(first.headings.map(\.level) == [2, 2, 3])
        let deep = document("# a\n## b\n### c") { $0.headingBase = 5 }
        #expect(deep.headings.map(\.level) == [5, 6, 6])
    }

    @Test func withoutABaseLevelsStayAsWritten() {
        #expect(document("### a\n# b").headings.map(\.level) == [3, 1])
    }

    @Test func bareHeadingsHaveNoID() {
        #expect(bare("# a") == "<h1>a</h1>\n")
    }
}
