import Foundation
import GRDB
import PuertoCore
import Synchronization
import Testing

@testable import PuertoBroker
@testable import PuertoHook
@testable import PuertoStore
@testable import PuertoVault
@testable import PuertoWire

/// A request waits for the lock, and what it was allowed by changes meanwhile.
@Suite struct MeanwhileTests {
    private let portal: Portal
    private let ana: Visitor
    private let device: Device

    init() throws {
        portal = try Portal(clients: "acme", "other", "third")
        (ana, device) = try portal.logInWithDevice("ana")
    }

    enum Change: String, CaseIterable {
        case logout = "DELETE FROM session"
        case viewer = "UPDATE operator SET role = 'viewer' WHERE name = 'ana'"
        case removal =
            "DELETE FROM session; DELETE FROM errand; DELETE FROM operator WHERE name = 'ana'"
        case age = "UPDATE session SET created_at = created_at - 28800"
    }

    /// A broker that tells when it waits for another program's transaction.
    private func broker(_ waiting: DispatchSemaphore) throws -> Broker {
        let clock = portal.clock
        var options = Store.Options()
        options.now = { clock.now }
        options.keeper = Keeper(digestLine: HistoryDigest.digest)
        options.patience = 0
        options.isPatient = { _ in
            waiting.signal()
            return true
        }
        return Broker(
            try Store.attach(portal.path, options: options).store, portal.ring, portal.nonces
        ) { _ in }
    }

    /// Sends a request, changes records while it waits for the lock, and returns its refusal.
    private func refusal(_ operation: any Answered, while change: Change) async throws -> Refused? {
        let waiting = DispatchSemaphore(value: 0)
        let broker = try broker(waiting)
        let cookie = ana.cookie
        var configuration = GRDB.Configuration()
        configuration.allowsUnsafeTransactions = true
        configuration.busyMode = .timeout(30)
        let queue = try DatabaseQueue(path: portal.path, configuration: configuration)
        try await queue.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        async let answered = atOnce(1) { _ -> Refused? in
            do {
                _ = try broker.client.ask(operation, cookie: cookie)
                return nil
            } catch let refused as Refused { return refused }
        }
        _ = try await atOnce(1) { _ in waiting.wait(timeout: .now() + 60) }
        try await queue.writeWithoutTransaction {
            try $0.execute(sql: "\(change.rawValue); COMMIT")
        }
        let refusal = try await answered[0]
        try queue.close()
        return refusal
    }

    /// Every operation that writes for a session, with all that it needs for its transaction.
    private func operations() throws -> [any Answered] {
        let (acme, other) = (try Slug("acme"), try Slug("other"))
        let queued = try portal.store.enqueue(JobRequest(.restart, other, by: .web(Slug("ana"))))
        let old = try portal.store.enqueue(
            JobRequest(.restart, Slug("third"), by: .web(Slug("ana"))))
        _ = try portal.store.cancel(old.id, by: .cli("test"))
        let secret = Errand.Question.reveal(.app, key: [4] + [UInt8](repeating: 7, count: 64))
        let session = Session(name: try Slug("ana"), role: .owner, createdAt: portal.clock.now)
        let errand = try portal.store.ask(secret, of: acme, by: session)
        let link = try portal.addLink()
        return [
            LogOut(), Admit(TenantDraft(slug: try Slug("new"), name: "New"), key: nil),
            EditTenant(acme, AskedFields(name: "Another")),
            Act(.restart, acme, JobParameters(), plan: nil, confirm: nil, key: nil),
            RequestBuild(key: nil), CancelJob(queued.id), RetryJob(old.id, key: nil),
            AskProbe(acme), AskPlan(.archive, acme, JobParameters()), TakeEnvelope(errand.id),
            RevokeLink(link.receipt),
            BeginApproval(
                .action(
                    Act(
                        .rotate, acme, JobParameters(field: .redis), plan: nil, confirm: nil,
                        key: nil))),
            try approval(of: .secret(acme, secret)),
        ]
    }

    /// The approval of an act, signed.
    private func approval(of act: ApprovedAct) throws -> Approve {
        let broker = try broker(DispatchSemaphore(value: 0))
        let begun = try broker.client.ask(BeginApproval(act), cookie: ana.cookie)
        let challenge = PasskeyMessages.approval(
            workspace: begun.workspace, id: begun.id, operatorRow: begun.operatorRow,
            act: begun.act, tenantRow: begun.tenantRow, tenant: begun.tenant,
            parameters: begun.parameters, plan: begun.plan, browserKey: act.browserKey,
            nonce: begun.nonce)
        let signed = try device.sign(challenge)
        return Approve(
            begun.id,
            SignedAssertion(
                credential: device.credential, clientData: signed.client,
                authenticatorData: signed.data, signature: signed.signature))
    }

    @Test func eachOperationThatWritesForASessionIsTried() throws {
        let tried = Set(try operations().map { type(of: $0).name })
        let wanted = OperationName.allCases.filter {
            let asked = Broker.operation($0)
            return asked.writes && asked.access != .open
        }
        #expect(tried == Set(wanted))
    }

    @Test(arguments: Change.allCases)
    func nothingIsDoneForWhoLostTheRightMeanwhile(change: Change) async throws {
        for number in try operations().indices {
            let test = try MeanwhileTests()
            let operation = try test.operations()[number]
            let before = try test.portal.rows()
            let refusal = try await test.refusal(operation, while: change)
            let place: Comment = "\(operation) \(change)"
            switch (change, refusal, operation) {
            case (.viewer, nil, is LogOut): continue
            case (.viewer, .viewer?, _), (.logout, .noSession?, _), (.removal, .noSession?, _),
                (.age, .noSession?, _):
                break
            default: Issue.record("\(place): \(String(describing: refusal))")
            }
            let after = try test.portal.rows()
            let changed = Set(after.keys.filter { after[$0] != before[$0] })
            let by: Set = ["session", "operator", "passkey", "errand", "errand_session"]
            #expect(changed.isSubset(of: by), place)
            #expect(try test.portal.store.jobs().count == 2, place)
        }
    }

    /// The name that was signed is another client's when the act is done.
    @Test func aSignatureForAClientThatChangedItsNameIsForNoOther() async throws {
        let acme = try Slug("acme")
        for act in [
            ApprovedAct.secret(acme, .reveal(.app, key: [4] + [UInt8](repeating: 7, count: 64))),
            .action(
                Act(
                    .rotate, acme, JobParameters(field: .redis), plan: nil, confirm: nil, key: nil
                )),
        ] {
            let test = try MeanwhileTests()
            let approve = try test.approval(of: act)
            for (old, new) in [("acme", "old"), ("other", "acme")] {
                _ = try test.portal.store.editTenant(Slug(old), by: .cli("test")) {
                    $0.slug = try Slug(new)
                }
            }
            let broker = try test.broker(DispatchSemaphore(value: 0))
            do {
                _ = try broker.client.ask(approve, cookie: test.ana.cookie)
                Issue.record("it was approved")
            } catch Refused.approvalRefused(let error) {
                #expect(error.error.message == "'acme' is another client by now")
            }
            #expect(try test.portal.store.jobs().isEmpty)
            #expect(try test.portal.history().last == "refused approval acme")
            #expect(try test.portal.rows()["errand"] == [])
        }
    }

    /// Whoever has a copy of the passkey ends the session to keep the alarm out of the history.
    @Test func anAlarmIsWrittenWhateverBecomesOfTheSession() throws {
        let session = try #require(
            try portal.store.touchSession(SessionToken((ana.cookie ?? "").utf8)?.digest ?? []))
        let acting = portal.store.acting(for: session, asOwner: true)
        try portal.send("DELETE", "/session", by: ana)
        #expect(throws: SessionFailure.over) {
            try acting.recordRefusedApproval(
                "reveal", Slug("acme"), "no", by: session.actor)
        }
        try acting.recordPasskeyAlarm("a copy", of: session.name)
        #expect(try portal.history().last == "failed passkey.alarm ana")
    }
}
