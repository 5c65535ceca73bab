import PuertoCore
import PuertoStore
import Testing

@testable import PuertoHook

/// An archive needs a plan that the operator has seen, the client's slug, typed, and an approval.
@Suite struct ArchiveTests {
    private let portal: Portal
    private let ana: Visitor
    private let device: Device

    init() throws {
        portal = try Portal(clients: "acme", "other")
        (ana, device) = try portal.logInWithDevice("ana")
    }

    private func askForPlan(
        of action: String = "archive", on slug: String = "acme", by visitor: Visitor? = nil
    ) throws {
        let answer = try portal.send(
            "POST", "/tenants/\(slug)/actions/\(action)/plans", by: visitor ?? ana)
        try #require(answer.status == 202)
        try portal.answerAll()
    }

    private func archive(plan: String? = Portal.planHash, confirm: String? = "acme") throws
        -> Answer
    {
        let reason = ("reason", "it leaves")
        let members = [reason, plan.map { ("plan", $0) }, confirm.map { ("confirm", $0) }]
            .compactMap(\.self)
        let body = members.map { "\"\($0.0)\": \"\($0.1)\"" }.joined(separator: ", ")
        return try portal.approve("archive", body, by: ana, with: device)
    }

    @Test func aPlanThatWasSeenAndTheNameAreEnough() throws {
        try askForPlan()
        let answer = try archive()
        #expect(answer.status == 202)
        let job = try #require(try portal.store.jobs().first)
        #expect(job.action == .archive && job.parameters.plan == Portal.planHash)
        _ = try portal.store.cancel(job.id, by: .cli("test"))
        try portal.refused(409) { try portal.send("POST", "/jobs/\(job.id)/retry", by: ana) }
        // A plan is good once; a signature for it that comes too late is recorded as used.
        try portal.refused(409, but: ["passkey"]) { try archive() }
    }

    @Test func aPasswordIsTooLittle() throws {
        try askForPlan()
        let body = #"{"plan": "\#(Portal.planHash)", "confirm": "acme"}"#
        let answer = try portal.refused(403) {
            try portal.send("POST", "/tenants/acme/actions/archive", by: ana, .json(body))
        }
        #expect(try answer.json()["type"] == .text("urn:puerto:approval-needed"))
    }

    @Test func aWrongPlanIsRefused() throws {
        try portal.refused(409) { try archive() }
        try askForPlan()
        let wrong = [
            nil, "", "ab", Portal.planHash.uppercased(), String(repeating: "cd", count: 32),
            String(Portal.planHash.dropLast()),
        ]
        for plan in wrong { try portal.refused(409) { try archive(plan: plan) } }
    }

    @Test func aWrongNameIsRefused() throws {
        try askForPlan()
        for name in [nil, "", "Acme", "acme ", " acme", "other", "acme\u{301}", "a\u{200D}cme"] {
            try portal.refused(409) { try archive(confirm: name) }
        }
        try portal.refused(400) { try archive(confirm: "acme\n") }
    }

    @Test func aPlanThatIsOldIsRefused() throws {
        try askForPlan()
        portal.pass(15 * 60)
        _ = try portal.send("GET", "/session", by: ana)
        #expect(try archive().status == 202)
    }

    @Test func aPlanThatIsOlderIsRefused() throws {
        try askForPlan()
        portal.pass(15 * 60 + 1)
        _ = try portal.send("GET", "/session", by: ana)
        try portal.refused(409) { try archive() }
    }

    @Test func anothersPlanIsRefused() throws {
        try askForPlan(by: try portal.logIn("ben"))
        try portal.refused(409) { try archive() }
        try askForPlan(on: "other")
        try portal.refused(409) { try archive() }
        try askForPlan(of: "suspend")
        try portal.refused(409) { try archive() }
    }

    @Test func aPlanThatIsNotMadeYetIsRefused() throws {
        _ = try portal.send("POST", "/tenants/acme/actions/archive/plans", by: ana)
        try portal.refused(409) { try archive() }
    }

    /// An action that names a plan does nothing else, whichever action it is.
    @Test func aPlanOfAnotherActionHoldsToo() throws {
        let path = "/tenants/acme/actions/suspend"
        let body: Sent = .json(#"{"plan": "\#(Portal.planHash)", "reason": "unpaid"}"#)
        try portal.refused(409) { try portal.send("POST", path, by: ana, body) }
        try askForPlan(of: "suspend")
        #expect(try portal.send("POST", path, by: ana, body).status == 202)
        #expect(try portal.store.jobs().first?.parameters.plan == Portal.planHash)
    }
}
