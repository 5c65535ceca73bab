import Foundation
import PuertoCore
import PuertoStore
import Synchronization
import Testing

@testable import PuertoBroker
@testable import PuertoHook
@testable import PuertoVault
@testable import PuertoWire

/// The broker takes nothing for granted that a hook says: these requests come from a web tier that
/// somebody else has taken over.
@Suite struct BrokerTests {
    private let portal: Portal
    private let broker: Broker

    init() throws {
        let portal = try Portal(clients: "acme", "other")
        self.portal = portal
        broker = Broker(try portal.attach(), portal.ring) { line in
            portal.log.withLock { $0.append(line) }
        }
    }

    /// The refusal of a request, as a word; `nil` for an answer.
    private func refusal<Asked: PuertoWire.Operation>(of operation: Asked, _ cookie: String? = nil)
        -> String?
    {
        do {
            _ = try broker.client.ask(operation, cookie: cookie)
            return nil
        } catch let refused as Refused {
            switch refused {
            case .noSession: return "no session"
            case .viewer: return "viewer"
            case .busy: return "busy"
            case .version: return "version"
            case .approvalNeeded: return "approval needed"
            case .revealOff: return "reveal off"
            case .noPasskey: return "no passkey"
            case .approvalRefused: return "approval refused"
            case .crowded: return "crowded"
            case .error(let error): return error.error.code.rawValue
            }
        } catch { return (error as? PuertoError)?.code.rawValue ?? "\(error)" }
    }

    private static let key = [UInt8(4)] + [UInt8](repeating: 7, count: 64)
    private static let assertion = SignedAssertion(
        credential: [1], clientData: [1], authenticatorData: [1], signature: [1])

    private func all() throws -> [(operation: any Answered, access: BrokerAccess)] {
        let acme = try Slug("acme")
        let all: [any Answered] = [
            GetSession(), LogOut(), BeginApproval(.secret(acme, .reveal(.app, key: Self.key))),
            Approve("1", Self.assertion), GetApprovals(), BeginPasskeyLogin(),
            LogInWithPasskey("1", Self.assertion, network: Network(""), cookie: "x"),
            GetPasskeyOffer("1"), OfferPasskey("1", clientData: [1], attestation: [1], code: [1]),
            GetRecords(), GetTenant(acme), Admit(TenantDraft(slug: acme, name: "A"), key: nil),
            EditTenant(acme, AskedFields(name: "A")),
            Act(.restart, acme, JobParameters(), plan: nil, confirm: nil, key: nil),
            RequestBuild(key: nil), GetJobs(of: nil, state: nil, limit: 1), GetJob("1", after: nil),
            CancelJob("1"), RetryJob("1", key: nil), AskPlan(.archive, acme, JobParameters()),
            AskProbe(acme), GetErrand("1"), TakeEnvelope("1"), GetLinks(of: acme), RevokeLink("1"),
            GetSettings(), CheckHealth(), CheckName(), GetWorker(),
            LogIn(name: "ana", password: [1], network: Network(""), cookie: "x"),
            LogInWithCode(code: [1], network: Network(""), cookie: "x"),
            ClaimLink(id: [1], token: [1], network: Network("")),
            PuertoWire.Call(id: "1", timestamp: "1", signature: "1", body: ""),
        ]
        return all.map { ($0, type(of: $0).access) }
    }

    @Test func everyOperationIsInTheList() throws {
        let names = try all().map { type(of: $0.operation).name }
        #expect(Set(names) == Set(OperationName.allCases) && names.count == Set(names).count)
    }

    /// Without a session, with one that is over, or with a cookie that was made up, nothing is told
    /// and nothing changes.
    @Test func whatNeedsASessionIsRefusedWithoutOne() throws {
        let ana = try portal.logIn("ana")
        try portal.send("DELETE", "/session", by: ana)
        let rows = try portal.rows()
        for (operation, access) in try all() where access != .open {
            for cookie in [nil, ana.cookie, String(repeating: "A", count: 43), "", "x"] {
                #expect(refusal(of: operation, cookie) == "no session", "\(operation)")
            }
        }
        #expect(try portal.rows() == rows)
    }

    @Test func aViewerOnlyLooks() throws {
        let eva = try portal.logIn("eva")
        let rows = try portal.rows()
        for (operation, access) in try all() where access == .owner {
            #expect(refusal(of: operation, eva.cookie) == "viewer", "\(operation)")
        }
        #expect(try portal.rows() == rows)
    }

    /// The role is the one of now, and so is the password: a session ends with it.
    @Test func aRoleIsTheOneOfNow() throws {
        let ben = try portal.logIn("ben")
        #expect(refusal(of: RequestBuild(key: nil), ben.cookie) == nil)
        try portal.store.setPassword(
            Slug("ben"), record: Portal.record("another"), by: .cli("test"))
        #expect(refusal(of: RequestBuild(key: nil), ben.cookie) == "no session")
    }

    /// Only the command line gives these parameters.
    @Test(arguments: [
        "new-data: yes", "allow-downgrade: yes", "plan: abcd", "new-data: yes\nplan: abcd",
    ])
    func parametersOfTheCommandLineAreRefused(text: String) throws {
        let (ana, acme) = (try portal.logIn("ana"), try Slug("acme"))
        let parameters = try JobParameters(text)
        let rows = try portal.rows()
        for operation in [
            Act(.provision, acme, parameters, plan: nil, confirm: nil, key: nil)
                as any PuertoWire.Operation,
            AskPlan(.provision, acme, parameters),
        ] { #expect(refusal(of: operation, ana.cookie) == "invalid") }
        #expect(try portal.rows() == rows)
    }

    /// What a passkey has to approve is not done without it, whatever else is right.
    @Test(arguments: [Action.archive, .upgrade, .rotate])
    func anApprovalIsNeededAtTheBrokerToo(action: Action) throws {
        let (ana, acme) = (try portal.logIn("ana"), try Slug("acme"))
        let images: [ServiceKind: ImageReference] =
            action == .upgrade ? [.redis: try ImageReference("redis:7.4.5")] : [:]
        let parameters = JobParameters(
            field: action == .rotate ? .redis : nil, images: images)
        if action.needsPlan {
            _ = try broker.client.ask(AskPlan(action, acme, parameters), cookie: ana.cookie)
            try portal.answerAll()
        }
        let asked = Act(
            action, acme, parameters, plan: action.needsPlan ? Portal.planHash : nil,
            confirm: "acme", key: nil)
        #expect(refusal(of: asked, ana.cookie) == "approval needed")
        #expect(try portal.store.jobs().isEmpty)
    }

    /// The base system is refused, and no operation of the fleet is one of a client.
    @Test(arguments: Action.allCases) func theBaseSystemIsProtected(action: Action) throws {
        let (ana, base) = (
            try portal.logIn("ana"), try #require(try portal.store.fleet().tenants.first)
        )
        let asked = Act(
            action, base.slug, JobParameters(field: .redis), plan: nil, confirm: base.slug.text,
            key: nil)
        #expect(refusal(of: asked, ana.cookie) != nil)
        #expect(try portal.store.jobs().isEmpty)
    }

    /// Two operators never share an idempotency key, and none makes a key of another's.
    @Test func aKeyIsTheOperatorsOwn() throws {
        let (ana, ben, acme) = (try portal.logIn("ana"), try portal.logIn("ben"), try Slug("acme"))
        func restart(_ key: String) -> Act {
            Act(.restart, acme, JobParameters(), plan: nil, confirm: nil, key: key)
        }
        #expect(refusal(of: restart("k1"), ana.cookie) == nil)
        #expect(refusal(of: restart("k1"), ana.cookie) == nil)
        #expect(refusal(of: restart("k1"), ben.cookie) == "busy")
        #expect(refusal(of: restart("web:ana:k1"), ben.cookie) == "invalid")
    }

    @Test(arguments: [
        "", "{", "[]", "null", "{}", #"{"version":2}"#, #"{"version":2,"operation":"records"}"#,
        #"{"version":2,"operation":"purge","content":{}}"#,
        #"{"version":2,"operation":"tenant","content":{"slug":7}}"#,
        #"{"version":2,"operation":"act","content":{"action":"purge","slug":"acme"}}"#,
        "{\"version\":2,\"operation\":\"\u{0}\"}", "\u{FEFF}{}",
    ])
    func whatIsNoRequestIsRefused(text: String) throws {
        let rows = try portal.rows()
        let reply = try WireCoder.read(
            Reply<Done>.self, from: broker.answer(Array(text.utf8)))
        guard case .refusal(.error(let error)) = reply else {
            Issue.record("\(text): \(reply)")
            return
        }
        #expect(error.error.code == .invalid)
        #expect(try portal.rows() == rows)
    }

    @Test func anotherVersionIsToldSo() throws {
        for text in [#"{"version":1,"operation":"purge"}"#, #"{"version":0}"#] {
            let reply = try WireCoder.read(
                Reply<Done>.self, from: broker.answer(Array(text.utf8)))
            guard case .refusal(.version(let version)) = reply else {
                Issue.record("\(reply)")
                continue
            }
            #expect(version == QuestionHead.current)
        }
    }

    /// Bytes that were changed at random are answered, and change nothing without a session.
    @Test func brokenFramesAreAnswered() throws {
        var random = SeededRandom(seed: 4711)
        var good: [[UInt8]] = []
        for (operation, _) in try all() { good.append(try bytes(of: operation)) }
        let rows = try portal.rows()
        for _ in 0..<2000 {
            var frame = good[Int.random(in: 0..<good.count, using: &random)]
            for _ in 0..<Int.random(in: 1...6, using: &random) where !frame.isEmpty {
                let place = Int.random(in: 0..<frame.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: frame[place] = UInt8.random(in: 0...255, using: &random)
                case 1: frame.remove(at: place)
                default: frame.insert(contentsOf: frame[..<min(place, 40)], at: place)
                }
            }
            #expect(!broker.answer(frame).isEmpty)
        }
        let after = try portal.rows()
        let changed = Set(after.keys.filter { after[$0] != rows[$0] })
        // A login that failed, and a link that is not there, are counted.
        #expect(
            changed.isSubset(
                of: [
                    "login_try", "login_count", "claim_try", "audit", "audit_link",
                    "sqlite_sequence",
                ]), "\(changed)")
    }

    private func bytes(of operation: some PuertoWire.Operation) throws -> [UInt8] {
        try WireCoder.bytes(of: Question(operation, cookie: String(repeating: "A", count: 43)))
    }

    /// A restored backup is another file under the same name.
    @Test func aReplacedDatabaseIsOpenedAgain() throws {
        let broker = Broker(portal.folder, database: portal.path) { _ in }
        let other = try Portal(origin: "https://other.example")
        #expect(try HookWorld(broker.client).settings.origin == "https://portal.example")
        try portal.store.close()
        try other.store.close()
        try FileManager.default.removeItem(atPath: portal.path)
        for suffix in ["-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: portal.path + suffix)
        }
        try FileManager.default.copyItem(atPath: other.path, toPath: portal.path)
        #expect(try HookWorld(broker.client).settings.origin == "https://other.example")
    }

    /// Slots of new clients follow the settings of now.
    @Test func changedSettingsAreRead() throws {
        let broker = Broker(portal.folder, database: portal.path) { _ in }
        try broker.open()
        var web = portal.web
        web.agency = "Muelle"
        web.ports = try PortRule(app: 18_000, postgres: 15_432, redis: 16_379)
        try portal.store.setWeb(web, by: .cli("test"))
        #expect(try HookWorld(broker.client).web.agency == "Muelle")
    }
}

/// SplitMix64, so that a failure can be repeated.
private struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
