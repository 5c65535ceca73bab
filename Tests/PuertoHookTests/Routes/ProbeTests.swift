import PuertoCore
import PuertoStore
import Testing

@testable import PuertoHook

/// An operator has a client's system probed, and reads what was found.
@Suite struct ProbeTests {
    private let portal: Portal
    private let ana: Visitor

    init() throws {
        portal = try Portal(clients: "acme")
        ana = try portal.logIn("ana")
    }

    /// Asks as a form does; returns the path of the answer.
    private func ask() throws -> String {
        let asked = try portal.send("POST", "/tenants/acme/probe", by: ana, .form([:]))
        return try #require(asked["Location"]).replacing("/hook", with: "")
    }

    @Test(arguments: Language.allCases) func thePageSaysWhatWasFound(l: Language) throws {
        let path = try ask()
        let waiting = try portal.send(
            "GET", path, by: ana, headers: ["accept": "text/html", "accept-language": l.rawValue])
        #expect(waiting["Refresh"] == "2" && waiting.text.contains("<code>puerto work</code>"))
        try portal.answerAll()
        let page = try portal.page(path, l, ana)
        #expect(page.contains("<span class=\"st degraded\">\(Health.degraded.word(l))</span>"))
        #expect(page.contains("12 ms") && page.contains("no &lt;redis&gt;"))
        #expect(page.contains("Client acme"))
    }

    @Test func aProbeIsNoPlanAndApprovesNothing() throws {
        let path = try ask()
        try portal.answerAll()
        let id = path.split(separator: "/").last ?? ""
        try portal.refused(404) { try portal.send("GET", "/plans/\(id)", by: ana) }
        try portal.refused(404) { try portal.send("POST", "/envelopes/\(id)/claim", by: ana) }
        let body: Sent = .json(#"{"plan": "\#(Portal.planHash)"}"#)
        try portal.refused(409) {
            try portal.send("POST", "/tenants/acme/actions/restart", by: ana, body)
        }
        let ben = try portal.logIn("ben")
        try portal.refused(404) { try portal.send("GET", path, by: ben) }
    }

    /// It takes the worker's time: the limits on plans are those on probes.
    @Test func aSessionAsksForAFew() throws {
        for _ in 0..<5 { _ = try ask() }
        try portal.refused(429) { try portal.send("POST", "/tenants/acme/probe", by: ana) }
        let ben = try portal.logIn("ben")
        try portal.refused(404) { try portal.send("POST", "/tenants/nobody/probe", by: ben) }
    }

    @Test func aViewerHasNoButton() throws {
        let eva = try portal.logIn("eva")
        let page = try portal.page("/tenants/acme/probe", .es, eva)
        #expect(page.contains("Tu papel solo mira") && !page.contains("/probe\">"))
    }
}
