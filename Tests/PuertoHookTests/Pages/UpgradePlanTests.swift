import PuertoCore
import PuertoStore
import Testing

@testable import PuertoHook

/// An upgrade runs images that the record does not name: it needs a plan that was seen.
@Suite struct UpgradePlanTests {
    private let portal: Portal
    private let ana: Visitor
    private let device: Device
    private let path = "/tenants/acme/actions/upgrade"
    private let images = #""images": "redis=redis:7.4.5""#

    init() throws {
        portal = try Portal(clients: "acme")
        (ana, device) = try portal.logInWithDevice("ana")
    }

    private func plan() throws -> String {
        let asked = try portal.send("POST", "\(path)/plans", by: ana, .json("{\(images)}"))
        try portal.answerAll()
        return try #require(try asked.json()["id"]?.text)
    }

    private func upgrade(_ members: String = "") throws -> Answer {
        try portal.approve("upgrade", images + members, by: ana, with: device)
    }

    @Test func withoutAPlanItIsRefused() throws {
        try portal.refused(409) { try upgrade() }
        _ = try plan()
        try portal.refused(409) { try upgrade() }
    }

    @Test func aSeenPlanIsEnoughAndGoodOnce() throws {
        _ = try plan()
        let members = #", "plan": "\#(Portal.planHash)""#
        #expect(try upgrade(members).status == 202)
        let job = try #require(try portal.store.jobs().first)
        #expect(job.action == .upgrade && job.parameters.plan == Portal.planHash)
        #expect(job.parameters.images[.redis]?.text == "redis:7.4.5")
        _ = try portal.store.cancel(job.id, by: .cli("test"))
        try portal.refused(409) { try portal.send("POST", "/jobs/\(job.id)/retry", by: ana) }
        try portal.refused(409) { try upgrade(members) }
    }

    @Test func thePagesWithoutScriptShowThePlanAndTheWayToApproveIt() throws {
        let form = try portal.send("GET", path, by: ana, headers: ["accept": "text/html"]).text
        #expect(form.contains("action=\"/hook\(path)/plans\""))
        let errand = try plan()
        let page = try portal.send(
            "GET", "/plans/\(errand)", by: ana, headers: ["accept": "text/html"]
        ).text
        #expect(page.contains("<pre class=\"plan\""))
        #expect(page.contains("<code>puerto upgrade acme --image "))
        #expect(!page.contains("action=\"/hook\(path)\""))
    }
}
