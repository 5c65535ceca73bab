import Foundation
import GRDB
import PuertoCore
import Synchronization
import TestSupport
import Testing

@testable import PuertoStore

/// What an operator may do with a session alone has limits.
@Suite struct PaceTests {
    private let workshop: Workshop
    private let store: Store
    private let ana: Actor

    init() throws {
        ana = .web(try Slug("ana"))
        workshop = try Workshop()
        store = try workshop.make(clients: "ready")
        try store.add(.make("stopped", status: .suspended))
        _ = try store.edit("ready") { $0.contact.email = "eva@ready.example" }
        for name in ["ana", "ben"] {
            try store.addOperator(
                Slug(name), .owner, record: "$scrypt$ln=4,r=8,p=1$salt$hash", by: .cli("test"))
        }
    }

    /// Does an act to its end, so that it may be done again.
    private func act(_ act: PacedAct, _ number: Int, by actor: Actor) throws {
        switch act {
        case .job(let action):
            let slug = action == .resume ? "stopped" : "ready"
            let job = try store.ask(action, action.needsTenant ? slug : nil, by: actor)
            _ = try store.cancel(job.id, by: .cli("test"))
        case .admission:
            _ = try store.admit(
                .make("new-\(number)-\(actor.text.suffix(3))"), language: .es, key: nil,
                by: actor)
        case .plan:
            let errand = try ask(by: actor)
            try store.answer(errand, .failure("no"), by: .worker)
        case .cancellation:
            let job = try store.ask(.restart, "ready")
            do { _ = try store.cancel(job.id, by: actor) } catch {
                _ = try store.cancel(job.id, by: .cli("test"))
                throw error
            }
        case .revocation:
            let receipt = try store.addLink(
                Slug("ready"), LinkOffer(field: .app),
                SealedLink(
                    id: Random.sixteen(), tokenDigest: [UInt8](repeating: 1, count: 32),
                    nonce: [UInt8](repeating: 2, count: 12),
                    ciphertext: [UInt8](repeating: 3, count: 40)), by: .cli("test"))
            _ = try store.revokeLink(receipt.id, by: actor)
        }
    }

    private func ask(by actor: Actor) throws -> Errand {
        let name = try Slug(String(actor.text.dropFirst(4)))
        return try store.ask(
            .plan(.restart, JobParameters()), of: Slug("ready"),
            by: Session(name: name, role: .owner, createdAt: 0))
    }

    private func refusal(_ step: () throws -> Void) throws -> PuertoError? {
        do {
            try step()
            return nil
        } catch let error as PuertoError { return error }
    }

    @Test(arguments: Pace.all) func theLimitIsReachedAndPasses(pace: Pace) throws {
        let ben = Actor.web(try Slug("ben"))
        // The shorter limits of the same act pass meanwhile.
        let step =
            Pace.all.filter { $0.act == pace.act && $0.seconds < pace.seconds }
            .map { $0.seconds / $0.most + 1 }.max() ?? 0
        for number in 0..<pace.most {
            try act(pace.act, number, by: ana)
            workshop.pass(step)
        }
        let error = try #require(try refusal { try act(pace.act, 900, by: ana) })
        let wanted = pace.exceeded(by: ana, wait: pace.seconds - pace.most * step, next: 0)
        #expect(error == wanted && error.retryAfter == wanted.retryAfter)
        #expect(error.hint?.contains(pace.act.command) == true && error.spanish != nil)
        let others = try refusal { try act(pace.act, 901, by: ben) }
        #expect((others != nil) == pace.isShared)
        if pace.act != .plan {
            #expect(try refusal { try act(pace.act, 902, by: .cli("test")) } == nil)
        }
        workshop.pass(pace.seconds - pace.most * step)
        #expect(try refusal { try act(pace.act, 903, by: ana) } == nil)
    }

    /// Every act of a session that needs no approval has a limit.
    @Test func everyActionWithoutAnApprovalHasALimit() {
        let paced = Set(Pace.all.map(\.act))
        for action in Action.allCases {
            #expect(paced.contains(.job(action)) != action.needsApproval, "\(action)")
        }
    }

    @Test func anApprovalLiftsTheLimit() throws {
        for number in 0..<20 { try act(.job(.restart), number, by: ana) }
        var request = JobRequest(.restart, try Slug("ready"), by: ana)
        #expect(try refusal { _ = try store.enqueue(request) }?.code == .throttled)
        request.approval = try passkey()
        #expect(try refusal { _ = try store.enqueue(request) } == nil)
    }

    /// A program has no passkey: it is told when the next is allowed, by the longest limit.
    @Test func aProgramIsToldWhenTheNextIsAllowed() throws {
        let program = Actor.hook(try Slug("ci"))
        for number in 0..<10 {
            try act(.job(.suspend), number, by: number < 4 ? ana : program)
            workshop.pass(300)
        }
        let (begun, error) = (
            workshop.clock.withLock { $0 } - 3000,
            try #require(try refusal { try act(.job(.suspend), 900, by: program) })
        )
        let next = Timestamp.text(begun + 86400)
        #expect(
            error.hint
                == "the next is allowed at \(next); puerto suspend at the command line has no limit"
        )
        #expect(error.spanish?.hint?.contains("a partir del \(next); ") == true)
        #expect(error.retryAfter == 86400 - 3000)
        workshop.pass(86400 - 3001)
        #expect(try refusal { try act(.job(.suspend), 901, by: program) }?.retryAfter == 1)
        workshop.pass(1)
        #expect(try refusal { try act(.job(.suspend), 902, by: program) } == nil)
    }

    private func passkey() throws -> PasskeyUse {
        let name = try Slug("ana")
        let id = String(repeating: "a", count: 22)
        try store.beginPasskeyOffer(
            of: name, id: id, secret: [UInt8](repeating: 1, count: 32),
            relyingParty: "puerto.localhost", by: .cli("test"))
        try store.offerPasskey(
            id,
            NewPasskey(
                key: PasskeyKey(
                    credential: [1], algorithm: .es256,
                    publicKey: [UInt8](repeating: 4, count: 65)),
                label: "a key", isSynced: false, signCount: 0))
        _ = try store.acceptPasskey(id, by: .cli("test"))
        let row = try #require(try store.passkeys(of: name).first?.id)
        return PasskeyUse(row: row, label: "a key", signCount: 0, isSynced: false)
    }

    /// While no worker answers, one operator's questions leave room for another's.
    @Test func plansThatWaitAreFewForEachOperator() throws {
        for _ in 0..<Pace.mostPlansWaiting { _ = try ask(by: ana) }
        let error = try #require(try refusal { _ = try ask(by: ana) })
        #expect(error.code == .throttled && error.spanish != nil)
        _ = try ask(by: .web(Slug("ben")))
    }

    /// However long the history is, no request reads all of it.
    @Test func whatIsCountedHasAnIndex() throws {
        let counts: [(sql: String, index: String, arguments: StatementArguments)] = [
            (Store.approvalsOfOne, "audit_approval", ["web:ana", 20]),
            (Store.secretsLately, "audit_secret", ["web:ana", 0]),
            (Store.pagesLately, "audit_page", ["web:ana", 0]),
            (Store.linesOfOne, "audit_paced", ["web:ana", "plan.ask", 0]),
            (Store.jobsOfOne + Store.lately, "job_by_time", ["web:ana", "restart", 0]),
            (Store.jobsOfAll + Store.lately, "job_by_time", ["suspend", 0]),
        ]
        for (sql, index, arguments) in counts {
            let plan = try workshop.raw().read { db in
                try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(sql)", arguments: arguments)
                    .map { $0["detail"] as String }
            }
            #expect(plan.count == 1 && plan[0].hasPrefix("SEARCH"), "\(plan)")
            #expect(plan[0].contains("INDEX \(index) "), "\(plan)")
        }
    }

    @Test func theGuideHasTheseLimits() throws {
        let guide = try String(
            contentsOf: Repository.root.appending(path: "docs/guide/web.md"), encoding: .utf8)
        for pace in Pace.all {
            let whose = pace.isShared ? "all operators and programs" : "each operator"
            let row =
                "| \(pace.act.word(.en)) | \(pace.most) | \(pace.span(.en)) | \(whose) "
                + "| `\(pace.act.command)` |"
            #expect(guide.contains(row), "\(row)")
        }
        let rows = guide.split(separator: "\n").filter {
            $0.contains(" | each operator | ") || $0.contains(" | all operators and programs | ")
        }
        #expect(rows.count == Pace.all.count)
        #expect(guide.contains("at most \(Pace.mostPlansWaiting) plans waiting"))
    }
}

private enum Random {
    static func sixteen() -> [UInt8] { (0..<16).map { _ in UInt8.random(in: 0...255) } }
}
