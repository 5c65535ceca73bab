import GRDB
import PuertoCore
import Synchronization
import TestSupport
import Testing

@testable import PuertoStore

@Suite struct HandoffTests {
    private let workshop: Workshop
    private let store: Store

    init() throws {
        workshop = try Workshop()
        store = try workshop.make()
        var draft = try TenantDraft.make("acme", status: .ready)
        draft.contact.email = "eva@acme.example"
        try store.add(draft)
    }

    private func set(_ value: String) throws {
        _ = try store.setCredential(Slug("acme"), .app, isGenerated: false, by: .cli("x")) {
            .pretend(value, $0)
        }
    }

    @discardableResult
    private func issue(_ passphrase: String = "p") throws -> Handoff {
        try store.issueHandoff(Slug("acme"), passphrase: .words, by: .cli("test")) {
            .pretend(passphrase, $0)
        }
    }

    private var custody: Custody {
        get throws { try store.fleet().custody[Slug("acme")] ?? Custody() }
    }

    /// The values that `Keeper.pretend` has put into the page.
    private func content(_ page: SealedPage?) -> String {
        let digits = (page?.ciphertext ?? "").prefix { $0 != "-" }.compactMap(\.hexDigitValue)
        let bytes = stride(from: 0, to: digits.count - 1, by: 2).map {
            UInt8(digits[$0] * 16 + digits[$0 + 1])
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func link(_ field: CredentialField) throws -> LinkReceipt {
        try store.addLink(
            Slug("acme"), LinkOffer(field: field),
            SealedLink(
                id: [UInt8](repeating: field == .app ? 1 : 2, count: 16),
                tokenDigest: [UInt8](repeating: 1, count: 32),
                nonce: [UInt8](repeating: 2, count: 12),
                ciphertext: [UInt8](repeating: 3, count: 40)), by: .cli("test"))
    }

    @Test func aLinkToTheLoginIsAHandoffUntilItIsRevokedUnread() throws {
        _ = try link(.postgres)
        #expect(try !custody.isHandedOver)
        let receipt = try link(.app)
        #expect(try custody.linkedAt == receipt.createdAt && custody.isHandedOver)
        _ = try store.revokeLink(receipt.id, by: .cli("test"))
        #expect(try !custody.isHandedOver)
    }

    @Test func aLinkThatExpiredUnreadIsNoHandoff() throws {
        let receipt = try link(.app)
        workshop.clock.withLock { $0 = receipt.expiresAt - 1 }
        #expect(try custody.isHandedOver && store.records().access(1).isHandedOver)
        #expect(try store.records().nextExpiry == receipt.expiresAt)
        workshop.clock.withLock { $0 += 1 }
        #expect(try store.records().nextExpiry == nil)
        #expect(try !custody.isHandedOver && !store.records().access(1).isHandedOver)
        let end = receipt.expiresAt
        #expect(try store.hasUnreadLinkExpired(after: end - 1, by: end))
        #expect(try !store.hasUnreadLinkExpired(after: end, by: end + 9))
        #expect(try !store.hasUnreadLinkExpired(after: 0, by: end - 1))
        // One that was read has given the login away.
        try workshop.raw().write { try $0.execute(sql: "UPDATE link_receipt SET read_at = 1") }
        #expect(try custody.linkedAt == receipt.createdAt)
    }

    @Test func aPageHoldsWhatIsRecordedAndComesBackFromTheRecords() throws {
        try set("secret")
        let handoff = try issue()
        #expect(
            content(handoff.page) == "acme https://acme.example eva@acme.example secret p")
        #expect(try custody.handoff == handoff)
        #expect(try store.records().custody(1).handoff == handoff)
        #expect(handoff.rotateBy == handoff.sealedAt + 14 * 86400)
    }

    @Test func aNewPasswordIsSealedInTheTransactionThatRecordsIt() throws {
        try set("old")
        let before = try issue()
        workshop.clock.withLock { $0 += 60 }
        try set("new")
        let after = try #require(try custody.handoff)
        #expect(content(after.page).hasSuffix("new p"))
        #expect(after.issuedAt == before.issuedAt && after.sealedAt == before.issuedAt + 60)
        #expect(after.fingerprint != before.fingerprint)
        #expect(try store.auditEntries(2).map(\.action) == ["handoff.seal", "credential.set"])
    }

    @Test func aRotatedPasswordIsSealedInTheTransactionThatRecordsIt() throws {
        try set("old")
        let before = try issue()
        try store.ask(.rotate, "acme", parameters: JobParameters(field: .app))
        let lease = try #require(try store.claim(by: "one"))
        _ = try store.recordNextCredential(.app, lease)
        #expect(try custody.handoff == before)
        try store.promoteCredential(.app, lease)
        let after = try #require(try custody.handoff)
        #expect(content(after.page).hasSuffix("generated app p"))
        #expect(after.issuedAt == before.issuedAt && after.fingerprint != before.fingerprint)
        #expect(try store.auditEntries(2).map(\.action) == ["handoff.seal", "credential.rotate"])
    }

    @Test func anotherAddressUserOrSlugIsSealedAgainAndNothingElseIs() throws {
        try set("s")
        try issue()
        #expect(try store.refreshHandoffs(by: .cli("x")) == [])
        _ = try store.edit("acme") { $0.name = "Another name" }
        #expect(try store.refreshHandoffs(by: .cli("x")) == [])
        _ = try store.edit("acme") { $0.contact.email = "luz@acme.example" }
        #expect(try store.refreshHandoffs(by: .cli("x")).map(\.text) == ["acme"])
        #expect(content(try custody.handoff?.page).contains("luz@acme.example s"))
        _ = try store.edit("acme") { $0.slug = try Slug("nueva") }
        #expect(try store.refreshHandoffs(by: .cli("x")).map(\.text) == ["nueva"])
        #expect(try store.refreshHandoffs(by: .cli("x")) == [])
        let page = try store.fleet().custody[Slug("nueva")]?.handoff?.page
        #expect(content(page).hasPrefix("nueva https://nueva.example"))
    }

    @Test func aClientWithoutAnAddressKeepsItsPage() throws {
        try set("s")
        let before = try issue()
        _ = try store.edit("acme") { $0.contact.email = nil }
        #expect(try store.refreshHandoffs(by: .cli("x")) == [])
        #expect(try custody.handoff == before)
    }

    @Test func aNewPageReplacesTheOneBefore() throws {
        try set("s")
        let first = try issue("one")
        workshop.clock.withLock { $0 += 5 }
        let second = try issue("two")
        #expect(content(second.page).hasSuffix("two"))
        let past = PastHandoff(
            issuedAt: first.issuedAt, endedAt: first.issuedAt + 5, fingerprint: first.fingerprint,
            ending: .replaced, endedBy: "cli:test")
        #expect(try custody.past == [past])
        // One password and one passphrase.
        #expect(try store.allSecrets().map(\.text).sorted() == ["s", "two"])
    }

    @Test func aWithdrawnPageLeavesNothingThatOpens() throws {
        try set("s")
        let page = try issue("passphrase").page
        try store.withdrawHandoff(Slug("acme"), by: .cli("x"))
        #expect(try custody.handoff == nil && custody.past.count == 1 && !custody.isHandedOver)
        #expect(try store.allSecrets().map(\.text) == ["s"])
        #expect(code { try store.withdrawHandoff(Slug("acme"), by: .cli("x")) } == .notFound)
        try store.queue.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        for (name, bytes) in try workshop.files() {
            #expect(!bytes.contains(Array(page.ciphertext.utf8)), "\(name)")
        }
    }

    @Test func whatWasWithdrawnIsKeptWithItsTimeAndAuthor() throws {
        try set("s")
        try issue()
        workshop.clock.withLock { $0 += 7 }
        try store.withdrawHandoff(Slug("acme"), by: .web(Slug("ana")))
        let past = try #require(try store.pastHandoffs().first)
        #expect(past.tenant.text == "acme" && past.page.ending == .withdrawn)
        #expect(past.page.endedBy == "web:ana" && past.page.endedAt == past.page.issuedAt + 7)
        #expect(try custody.past == [past.page])
        #expect(try store.pastHandoffs(of: Slug("acme")).map(\.page) == [past.page])
        #expect(try store.pastHandoffs(of: Slug("base")).isEmpty)
    }

    @Test func onlyTheNewestFiveBeforeAreShown() throws {
        try set("s")
        for _ in 0..<8 {
            workshop.clock.withLock { $0 += 1 }
            try issue()
        }
        let past = try custody.past
        #expect(past.count == 5)
        #expect(try store.pastHandoffs(of: Slug("acme")).count == 7)
        #expect(past.map(\.issuedAt) == past.map(\.issuedAt).sorted(by: >))
    }

    @Test(arguments: [Tenant.Status.draft, .provisioning, .suspended, .archived])
    func aSystemThatNobodyCanLogInToIsNotHandedOver(status: Tenant.Status) throws {
        try set("s")
        _ = try store.edit("acme") { $0.status = status }
        let before = try store.auditEntries(100).count
        #expect(code { try issue() } == .conflict)
        let said = try #require(message { try issue() })
        #expect(said.contains("is \(status.rawValue): there is nothing to log in to"))
        let isNew = status == .draft || status == .provisioning
        #expect(said.contains("(puerto \(isNew ? "provision" : "resume") acme)"))
        let offer = try LinkOffer(field: .app)
        let link = SealedLink(
            id: [UInt8](repeating: 1, count: 16), tokenDigest: [UInt8](repeating: 2, count: 32),
            nonce: [UInt8](repeating: 3, count: 12), ciphertext: [UInt8](repeating: 4, count: 40))
        #expect(code { try store.addLink(Slug("acme"), offer, link, by: .cli("x")) } == .conflict)
        #expect(try store.auditEntries(100).count == before)
        #expect(try store.allSecrets().count == 1)
    }

    @Test func aLinkToTheLoginWantsAUserNameAndOneToADatabaseDoesNot() throws {
        _ = try store.edit("acme") { $0.contact.email = nil }
        let before = try store.auditEntries(100).count
        #expect(message { try link(.app) }?.contains("--contact-email ADDRESS") == true)
        #expect(code { try store.checkLink(of: Slug("acme"), .app) } == .notFound)
        #expect(try store.links(of: Slug("acme")) == [])
        #expect(try store.auditEntries(100).count == before)
        _ = try link(.postgres)
    }

    @Test func missingPartsAreNamedWithTheirFix() throws {
        #expect(message { try issue() }?.contains("puerto credential set acme app") == true)
        try set("s")
        _ = try store.edit("acme") { $0.contact.email = nil }
        #expect(message { try issue() }?.contains("--contact-email ADDRESS") == true)
        let base = code {
            try store.issueHandoff(Slug("base"), passphrase: .words, by: .cli("x")) {
                .pretend("p", $0)
            }
        }
        #expect(base == .protected)
        #expect(try store.allSecrets().count == 1)
    }

    @Test func aSecondPageOrAChangedPastIsRefusedBySQLite() throws {
        try set("s")
        try issue()
        workshop.clock.withLock { $0 += 1 }
        try issue()
        for sql in [
            """
            INSERT INTO handoff (tenant, issued_at, sealed_at, passphrase, slug, url, user,
                fingerprint, header, commitment, ciphertext)
            SELECT tenant, 9, 9, passphrase, slug, url, user, fingerprint, header, commitment,
                ciphertext FROM handoff WHERE ended_at IS NULL
            """,
            "UPDATE handoff SET ended_at = NULL", "UPDATE handoff SET issued_at = 1",
            "UPDATE handoff SET fingerprint = 'AAAA-AAAA' WHERE ended_at IS NOT NULL",
            "UPDATE handoff SET tenant = 0", "UPDATE handoff SET header = NULL",
        ] {
            #expect(throws: DatabaseError.self, "\(sql)") {
                try workshop.raw().write { try $0.execute(sql: sql) }
            }
        }
    }

    @Test func aPageThatSQLHasSmuggledInIsRefused() throws {
        try set("s")
        try issue()
        try workshop.raw().write { db in
            try db.execute(
                sql: "UPDATE handoff SET ciphertext = '</script>' || substr(ciphertext, 10)")
        }
        #expect(code { try store.records() } == .damaged)
    }
}
