import Foundation
import Hypertext
import PuertoCore
import Testing

@testable import PuertoSite

/// The onboarding page with a password sealed in it.
@Suite struct SealedOnboardingTests {
    private static func page(
        _ language: Language, status: Tenant.Status = .ready, isChosen: Bool = false
    ) throws -> String {
        let workspace = try TestWorkspace.withFixture()
        var tenant = try #require(Fleet.small.tenants.first { $0.slug.text == "acme" })
        tenant.locale = LanguageTag(language)
        tenant.status = status
        tenant.name = "</script><script>alert(1)</script> \u{202E}{{x}}"
        var fleet = try Fleet(tenants: [Fleet.small.tenants[0], tenant])
        fleet.custody[tenant.slug] = Custody(handoff: .made("acme", isChosen: isChosen))
        try workspace.build(fleet, .both)
        return try workspace.read("public/welcome/\(tenant.onboardingToken).html")
    }

    @Test(arguments: Language.allCases)
    func itIsOneFileThatNeedsNoOther(language: Language) throws {
        let page = try Self.page(language)
        #expect(SealedOnboarding.isOne(Array(page.utf8)))
        #expect(!page.contains("../assets/") && !page.contains("src="))
        for link in page.matches(of: /href="([^"]*)"/).map({ String($0.1) }) {
            let isFile = !link.hasPrefix("#") && !link.contains(":")
            #expect(!isFile, "\(link)")
        }
    }

    @Test func aChosenPassphraseIsAskedForExactly() throws {
        let (chosen, generated) = try (Self.page(.es, isChosen: true), Self.page(.es))
        #expect(chosen.contains("Tal como se la dimos, con sus mayúsculas, minúsculas y espacios."))
        #expect(generated.contains("Las palabras o letras que le dimos, en el mismo orden."))
    }

    @Test func thePolicyIsFirstAndNamesWhatIsInside() throws {
        let page = try Self.page(.es)
        let head = try #require(page.firstRange(of: "<head>\n"))
        let policy = try #require(
            page[head.upperBound...].prefixMatch(
                of: /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/))
        let assets = Assets(agency: Configuration.both.agency, isLive: false).sealed
        #expect(policy.1.hasPrefix("default-src 'none'; style-src 'sha256-"))
        #expect(!policy.1.contains("unsafe") && !policy.1.contains("http"))
        #expect(assets.policy.text.contains(policy.1.split(separator: ";")[2]))
        #expect(page.contains(String(decoding: Script.sealed, as: UTF8.self)))
    }

    @Test func whatIsInTheRecordIsInertText() throws {
        let page = try Self.page(.en)
        #expect(!page.contains("<script>alert"))
        #expect(page.contains("&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;"))
    }

    @Test func theEnvelopeIsInItAsItIsKept() throws {
        let handoff = Handoff.made("acme")
        let page = try Self.page(.es)
        #expect(
            page.contains(
                "<script type=\"application/json\" id=\"envelope\">\(handoff.page.envelope)</script>"
            ))
    }

    @Test(arguments: [Tenant.Status.suspended, .draft, .provisioning])
    func aSystemThatNobodyCanLogInToHandsOutNothing(status: Tenant.Status) throws {
        let page = try Self.page(.es, status: status)
        #expect(!page.contains("id=\"envelope\"") && !page.contains("puerto.page"))
    }

    @Test func bytesThatPuertoNeverWritesDoNotReachThePage() {
        let page = SealedPage(header: "</script>", commitment: "", ciphertext: "")
        #expect(page.envelope == "{}")
    }

    @Test func aQRCodeHoldsTheURL() throws {
        let code = try #require(QRCode("http://localhost:8001"))
        #expect(code.width == 25)
        // These are the three corners that a camera looks for.
        for (x, y) in [(0, 0), (code.width - 7, 0), (0, code.width - 7)] {
            for step in 0..<7 {
                #expect(code.isDark(x + step, y) && code.isDark(x, y + step))
            }
            #expect(!code.isDark(x + 1, y + 1) && code.isDark(x + 3, y + 3))
        }
        #expect(QRCode(String(repeating: "x", count: 5000)) == nil)
    }
}
