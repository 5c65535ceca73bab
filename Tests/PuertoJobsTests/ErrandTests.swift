import Crypto
import Foundation
import GRDB
import PuertoCore
import PuertoJobs
import PuertoStore
import TestSupport
import Testing

@testable import PuertoVault

/// The web tier asks questions that only a worker can answer.
@Suite struct ErrandTests {
    private let bench: Bench
    private let browser = P256.KeyAgreement.PrivateKey()
    private let ana: Session

    init() throws {
        bench = try Bench(isKeyed: true)
        ana = Session(name: try Slug("ana"), role: .owner, createdAt: 0)
        try bench.store.addOperator(ana.name, .owner, record: "$scrypt$ln=4", by: .cli("test"))
        var draft = TenantDraft(slug: try Slug("acme"), name: "Acme")
        draft.contact.email = "eva@acme.example"
        // A draft's passwords are made with it.
        _ = try bench.store.addTenant(draft, language: .en, by: .cli("test"))
        _ = try bench.store.editTenant(draft.slug, by: .cli("test")) { $0.status = .ready }
        try bench.store.setWeb(Self.web, by: .cli("test"))
    }

    private static var web: HookSettings {
        get throws {
            HookSettings(
                settings: try WebSettings(origin: "https://portal.example"), agency: "Faro",
                language: .en, languages: [.en], style: "a.css", icon: "a.svg",
                url: "http://localhost:{port}")
        }
    }

    private var key: [UInt8] { Array(browser.publicKey.x963Representation) }

    private func ask(_ question: Errand.Question, of slug: String = "acme") async throws -> Errand {
        let errand = try bench.store.ask(question, of: Slug(slug), by: ana)
        try await bench.worker().workAll(limit: 1, isOnce: true)
        return errand
    }

    private func state(_ errand: Errand) throws -> Errand {
        try bench.store.errand(errand.id, by: ana).errand
    }

    /// Opens an envelope as a browser does: P-256 ECDH, HKDF-SHA256, AES-256-GCM.
    private func open(_ errand: Errand, as field: String) throws -> String? {
        let envelope = try #require(try bench.store.takeEnvelope(errand.id, by: ana).envelope)
        let theirs = try P256.KeyAgreement.PublicKey(x963Representation: envelope.key)
        let key = try browser.sharedSecretFromKeyAgreement(with: theirs).hkdfDerivedSymmetricKey(
            using: SHA256.self, salt: Data(), sharedInfo: Data("puerto/reveal/v1".utf8),
            outputByteCount: 32)
        let parts = ["puerto/reveal/v1", errand.id, errand.tenant.text, field]
        let frame = parts.reduce(into: Data()) { frame, part in
            frame += [0, 0, 0, UInt8(part.utf8.count)] + Array(part.utf8)
        }
        let box = try AES.GCM.SealedBox(combined: Data(envelope.nonce + envelope.ciphertext))
        return String(
            validating: try AES.GCM.open(box, using: key, authenticating: frame), as: UTF8.self)
    }

    private func history() throws -> [String] {
        try bench.store.auditEntries(100).reversed().map {
            "\($0.outcome) \($0.action) \($0.object)"
        }
    }

    private func execute(_ sql: String) throws {
        try DatabaseQueue(patient: bench.folder + "/puerto.db").write { try $0.execute(sql: sql) }
    }

    @Test(arguments: CredentialField.allCases) func aRevealOpensInTheBrowserThatAsked(
        field: CredentialField
    ) async throws {
        let errand = try await ask(.reveal(field, key: key))
        #expect(try state(errand).state == .ready)
        #expect(try open(errand, as: field.rawValue) == "password of \(field.rawValue)")
        #expect(
            try history().suffix(4) == [
                "done reveal.ask acme", "done credential.show acme", "done reveal.answer acme",
                "done reveal.take acme",
            ])
        let shown = try bench.store.auditEntries(3).last
        #expect(shown?.actor == "web:ana" && shown?.detail.contains("to: browser") == true)
    }

    @Test func withoutALineInTheHistoryNothingIsRevealed() async throws {
        try bench.store.breakHistory(at: "credential.show")
        let errand = try await ask(.reveal(.app, key: key))
        let (found, envelope) = try bench.store.takeEnvelope(errand.id, by: ana)
        #expect(found.state == .failed && envelope == nil)
    }

    @Test func aLinkThatWasAskedForOpensOnceAndHasItsReceipt() async throws {
        let offer = try LinkOffer(field: .app, lifetime: 86_400, views: 1)
        let errand = try await ask(.link(offer, key: key))
        let address = try #require(try open(errand, as: "link"))
        let start = "https://portal.example/x/#1."
        #expect(address.hasPrefix(start))
        let parts = address.dropFirst(start.count).split(separator: ".").prefix(2).map {
            Base64.url.decode(String($0)) ?? []
        }
        let link = try OneTimeLink(id: parts[0], key: Secret(parts[1]), nil)
        let receipt = try #require(try bench.store.links(of: Slug("acme")).first)
        #expect(receipt.state == .open && receipt.createdBy == "web:ana" && receipt.field == .app)
        #expect(receipt.expiresAt - receipt.createdAt == 86_400)
        let found = try #require(
            try bench.store.claimLink(
                link.id, tokenDigest: link.tokenDigest, pair: [UInt8](repeating: 0, count: 32),
                from: Network("192.0.2.1")))
        #expect(
            link.open(found.ciphertext, nonce: found.nonce)?.revealText()
                == #"{"url":"https://acme.example","user":"eva@acme.example","#
                + #""password":"password of app"}"#)
        #expect(try bench.store.links(of: Slug("acme")).first?.state == .read)
    }

    @Test func aPassphraseIsTheSecondLine() async throws {
        let errand = try await ask(.link(LinkOffer(field: .redis, hasPassphrase: true), key: key))
        let lines = try open(errand, as: "link")?.split(separator: "\n") ?? []
        #expect(lines.count == 2 && lines[0].contains("/x/#1p."))
        #expect(lines[1].split(separator: " ").count == 8)
        #expect(try bench.store.links(of: Slug("acme")).first?.hasPassphrase == true)
    }

    @Test func aPageThatWasAskedForIsIssuedAndItsPassphraseIsShownOnce() async throws {
        let errand = try await ask(.page(key: key))
        let lines = try open(errand, as: "page")?.split(separator: "\n") ?? []
        let tenant = try bench.store.tenant(Slug("acme"))
        #expect(
            lines.first.map(String.init)
                == "https://portal.example/welcome/\(tenant.onboardingToken).html")
        let page = try #require(try bench.store.fleet().custody[tenant.slug]?.handoff?.page)
        let phrase = try Passphrase(Secret(Array(try #require(lines.last).utf8)))
        let opened = try PageSeal.open(page, phrase).revealText()
        #expect(opened?.contains("password of app") == true)
        #expect(try bench.store.jobs(limit: 1).first?.action == .build)
        let lines2 = try history()
        #expect(lines2.contains("done handoff.page acme") && lines2.contains("done page.take acme"))
        #expect(try bench.store.auditEntries(100).allSatisfy { !$0.detail.contains(lines[1]) })
        // Another one takes its place, with another passphrase.
        let other = try open(try await ask(.page(key: key)), as: "page")
        #expect(other?.hasSuffix(lines[1]) == false)
        #expect(try bench.store.pastHandoffs(of: tenant.slug).count == 1)
    }

    /// A worker that was away must not replace a page whose passphrase somebody has.
    @Test func aPageThatNobodyWaitsForIsNotIssued() async throws {
        _ = try await ask(.page(key: key))
        let before = try bench.store.fleet().custody[Slug("acme")]?.handoff
        let late = try bench.store.ask(.page(key: key), of: Slug("acme"), by: ana)
        try execute("UPDATE errand SET asked_at = asked_at - \(Errand.patience + 1)")
        try await bench.worker().workAll(limit: 1, isOnce: true)
        #expect(try state(late).error?.contains("does not wait any more") == true)
        #expect(try bench.store.fleet().custody[Slug("acme")]?.handoff == before)
    }

    @Test func aPageThatCannotBeIssuedLeavesTheOneBefore() async throws {
        _ = try await ask(.page(key: key))
        let before = try bench.store.fleet().custody[Slug("acme")]?.handoff
        let noPoint = [4] + [UInt8](repeating: 7, count: 64)
        let bad = try await ask(.page(key: noPoint))
        #expect(try state(bad).error?.contains("not a point of P-256") == true)
        _ = try bench.store.editTenant(Slug("acme"), by: .cli("test")) { $0.status = .suspended }
        let late = try await ask(.page(key: key))
        #expect(try state(late).error?.contains("nothing to log in to") == true)
        #expect(try bench.store.fleet().custody[Slug("acme")]?.handoff == before)
    }

    @Test func aRefusalIsAnsweredAndLeavesNothingBehind() async throws {
        let base = try await ask(.link(LinkOffer(field: .app), key: key), of: "base")
        #expect(
            try state(base).error?.contains("the base system is not handed to a client") == true)
        let none = try await ask(.reveal(.app, key: key), of: "base")
        #expect(try state(none).error?.contains("no credential 'app' of 'base'") == true)
        let noPoint = [4] + [UInt8](repeating: 7, count: 64)
        let bad = try await ask(.link(LinkOffer(field: .app), key: noPoint))
        #expect(try state(bad).error?.contains("not a point of P-256") == true)
        try bench.store.setWeb(nil, by: .cli("test"))
        let unserved = try await ask(.link(LinkOffer(field: .app), key: key))
        #expect(try state(unserved).error?.contains("'web' is not in puerto.yaml") == true)
        #expect(try bench.store.links(of: Slug("acme")) == [])
        #expect(try history().filter { $0.hasPrefix("failed ") }.count == 4)
    }

    private struct Odd: Error {}

    /// The error of one errand must not hold up the other errands or the jobs.
    @Test func anErrorOfAnyKindIsAnAnswer() async throws {
        let odd = try bench.store.ask(.plan(.archive, JobParameters()), of: Slug("acme"), by: ana)
        let next = try bench.store.ask(.reveal(.app, key: key), of: Slug("acme"), by: ana)
        try await bench.worker(engine: Odd()).workAll(limit: 1, isOnce: true)
        #expect(try state(odd).state == .failed)
        #expect(try state(next).state == .ready)
    }

    @Test func oneThatCannotBeReadFailsAloneAndTheNextIsAnswered() async throws {
        let bad = try bench.store.ask(.reveal(.app, key: key), of: Slug("acme"), by: ana)
        let worse = try bench.store.ask(
            .plan(.restart, JobParameters()), of: Slug("acme"), by: ana)
        let good = try bench.store.ask(.reveal(.app, key: key), of: Slug("acme"), by: ana)
        try execute(
            """
            UPDATE errand SET question = 'no field' WHERE id = '\(bad.id)';
            UPDATE errand SET question = 'action: teleport' WHERE id = '\(worse.id)';
            """)
        try await bench.worker().workAll(limit: 1, isOnce: true)
        #expect(try state(good).state == .ready)
        try execute(
            """
            UPDATE errand SET question = 'app' WHERE id = '\(bad.id)';
            UPDATE errand SET question = 'action: restart' WHERE id = '\(worse.id)';
            """)
        for errand in [bad, worse] {
            let found = try state(errand)
            #expect(found.state == .failed)
            #expect(found.error?.hasPrefix("the question cannot be read: ") == true)
        }
    }

    @Test func anExpiredErrandIsNotAnswered() async throws {
        _ = try bench.store.ask(.reveal(.app, key: key), of: Slug("acme"), by: ana)
        try execute("UPDATE errand SET asked_at = asked_at - 901")
        try await bench.worker().workAll(limit: 1, isOnce: true)
        #expect(try history().last == "done reveal.ask acme")
    }

    @Test func aPlanHasAHashOfItsOwn() async throws {
        let errand = try await ask(.plan(.reconcile, JobParameters()), of: "base")
        let plan = try #require(try bench.store.errand(errand.id, by: ana).plan)
        #expect(plan.hash == Digest.sha256(Array("reconcile base\n\(plan.text)".utf8)))
        var request = JobRequest(.reconcile, try Slug("base"), by: ana.actor)
        request.parameters.plan = plan.hash
        request.key = "one"
        let job = try #require(try bench.store.enqueue(request, after: plan.hash, by: ana))
        #expect(try await bench.worker().workOne(job.id)?.state == .done)
        // The same request again is the same job, and another one needs another plan.
        #expect(try bench.store.enqueue(request, after: plan.hash, by: ana)?.id == job.id)
        request.key = "two"
        #expect(try bench.store.enqueue(request, after: plan.hash, by: ana) == nil)
    }

    @Test func aWorkerThatFindsAnotherPlanTouchesNothing() async throws {
        var request = JobRequest(.reconcile, try Slug("base"), by: ana.actor)
        request.parameters.plan = String(repeating: "0", count: 64)
        let job = try bench.store.enqueue(request)
        let done = try #require(try await bench.worker().workOne(job.id))
        #expect(done.state == .failed && done.steps.isEmpty)
        #expect(done.error?.contains("the plan has changed since it was shown") == true)
    }

    /// The web tier has no key to make passwords with.
    @Test func aClientOfTheWebTierGetsItsPasswordsFromTheWorker() async throws {
        var options = Store.Options()
        options.keeper = Keeper { _, _ in [UInt8](repeating: 1, count: 32) }
        let web = try Store.attach(bench.folder + "/puerto.db", options: options).store
        let draft = TenantDraft(slug: try Slug("new"), name: "New")
        let job = try web.admit(draft, language: .en, key: nil, by: ana.actor)
        #expect(try bench.store.credentials(of: Slug("new")).isEmpty)
        _ = try await bench.worker().workOne(job.id)
        let facts = try bench.store.credentials(of: Slug("new"))
        #expect(facts.map(\.field) == CredentialField.allCases && facts.allSatisfy(\.isGenerated))
        #expect(try history().contains("done credential.generate new"))
        // Passwords that exist are not replaced.
        _ = try await bench.worker().workOne(job.id)
        #expect(try bench.store.credentials(of: Slug("new")) == facts)
    }
}
