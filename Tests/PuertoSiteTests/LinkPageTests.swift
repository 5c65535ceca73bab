import Foundation
import PuertoCore
import Testing

@testable import PuertoSite

/// The page that opens one-time links.
@Suite struct LinkPageTests {
    private static func page(_ fleet: Fleet = .smallInUse) throws -> String {
        let workspace = try TestWorkspace.withFixture()
        try workspace.build(fleet, try LivePortalTests.live())
        return try workspace.read("public/x/index.html")
    }

    @Test func itNamesNoClientAndNoProduct() throws {
        let page = try Self.page()
        let texts = page.replacing(/<(script|style)>[^\u{0}]*?<\/(script|style)>/, with: "")
        for word in ["Acme", "acme", "norte", "sur", "Puerto", "puerto", "Windmill", "portal/"] {
            #expect(!texts.contains(word), "it has '\(word)'")
        }
        #expect(texts.contains("Faro &amp; Cía") && texts.contains("ana@faro.example"))
    }

    @Test func itIsOneFileThatAsksNobodyButTheHook() throws {
        let page = try Self.page()
        let policy = try #require(
            page.firstMatch(
                of: /<head>\n<meta http-equiv="Content-Security-Policy" content="([^"]*)">/))
        #expect(policy.1.hasPrefix("default-src 'none'; style-src 'sha256-"))
        #expect(policy.1.hasSuffix("connect-src 'self'; base-uri 'none'; form-action 'none'"))
        #expect(!policy.1.contains("unsafe") && !policy.1.contains("http"))
        #expect(!page.contains("../assets/") && !page.contains("src="))
        #expect(page.contains("name=\"referrer\" content=\"no-referrer\""))
        #expect(page.contains("name=\"robots\" content=\"noindex, nofollow\""))
    }

    @Test func itIsInBothLanguagesTheAgencysFirst() throws {
        let page = try Self.page()
        let languages = page.matches(of: /<main lang="([a-z]*)"/).map { String($0.1) }
        #expect(languages == ["es", "en"])
        #expect(page.contains("<main lang=\"en\" data-copied=\"Copied\""))
        let states = page.matches(of: /data-state="([a-z]+)" hidden/).map { String($0.1) }
        #expect(states.prefix(states.count / 2) == states.suffix(states.count / 2))
    }

    @Test func itIsKnownByItsLooksWhereNoManifestIs() throws {
        let page = Array(try Self.page().utf8)
        #expect(Ownership.isOwn("x/index.html", page))
        #expect(!Ownership.isOwn("x/other.html", page))
        #expect(!Ownership.isOwn("x/index.html", Array("<html>mine".utf8)))
    }

    @Test func itIsTheSameWhateverTheFleet() throws {
        #expect(try Self.page() == Self.page(.small.without("acme")))
    }

    @Test func somebodyElsesFileInItsPlaceIsNotWrittenOver() throws {
        let workspace = try TestWorkspace.withFixture()
        try workspace.write("public/x/index.html", "mine")
        #expect(throws: (any Error).self) {
            try workspace.build(.small, try LivePortalTests.live())
        }
        #expect(try workspace.read("public/x/index.html") == "mine")
    }
}
