import PuertoCore
import PuertoStore
import Synchronization
import Testing

@testable import PuertoHook
@testable import PuertoVault

/// openapi.yaml describes the hook completely.
@Suite struct ContractTests {
    @Test func theContractDescribesEveryRouteAndNoOther() {
        let routes = Route.all.map { "\($0.method) \($0.path.replacing("*}", with: "}"))" }
        let operations = Contract.shared.operations.map { "\($0.method) \($0.path)" }
        #expect(routes.count > 20 && routes.sorted() == operations.sorted())
        #expect(Set(Contract.shared.operations.map(\.id)).count == operations.count)
    }

    @Test(arguments: Route.all.map { "\($0.method) \($0.path)" })
    func whoIsLetInIsAsItIsDescribed(name: String) throws {
        let route = try #require(Route.all.first { "\($0.method) \($0.path)" == name })
        let path = route.path.replacing("*}", with: "}")
        let operation = try #require(
            Contract.shared.operations.first { $0.method == route.method && $0.path == path })
        let wanted: Set<String> =
            switch route.access {
            case .open, .samePage: []
            case .signed: ["webhook"]
            case .reader: ["session"]
            case .member, .owner: ["session", "csrf"]
            }
        #expect(Contract.shared.security(of: operation) == wanted)
    }

    /// A tour makes every operation succeed in every way that is described.
    @Test func everySuccessThatIsDescribedHappens() throws {
        let portal = try Portal(clients: "acme", "other")
        try tour(portal)
        let seen = portal.seen.withLock { $0 }
        let described = Contract.shared.operations.flatMap { operation in
            Contract.shared.successes(of: operation).map { "\(operation.id) \($0)" }
        }
        #expect(described.count > 30)
        #expect(Set(described).subtracting(seen).sorted() == [])
        let good = seen.filter { $0.contains(" 2") || $0.contains(" 303") }
        #expect(good.subtracting(described).sorted() == [])
    }

    private func tour(_ portal: Portal) throws {
        for path in [
            "/health", "/login?next=/portal/index.html", "/assets/portal.css", "/security.txt",
        ] {
            #expect(try portal.send("GET", path).status == 200)
        }
        let login: Sent = .form(["operator": "ana", "password": "correct horse battery"])
        let first = try portal.send("POST", "/session", login)
        #expect(first.status == 303 && first["Location"] == "/portal/index.html")
        try useCodes(portal)
        let (ana, device) = try portal.logInWithDevice("ana")
        let reads = [
            "/session", "/approvals", "/passkey", "/session/check", "/tenants?limit=1",
            "/new-client", "/tenants/acme", "/tenants/acme/edit",
            "/tenants/acme/probe",
            "/tenants/acme/actions/suspend", "/tenants/acme/links", "/jobs?tenant=acme",
            "/portal/index.html",
        ]
        for path in reads {
            #expect([200, 204].contains(try portal.send("GET", path, by: ana).status), "\(path)")
        }
        try askForJobs(portal, ana)
        try askForErrands(portal, ana)
        try askForSecrets(portal, ana, device)
        try usePasskeys(portal, device)
        try askByProgram(portal)
        #expect(try portal.send("DELETE", "/session", by: ana).status == 204)
        for form: Sent in [.nothing, .form([:])] {
            let ben = try portal.logIn("ben")
            #expect(
                [204, 303].contains(try portal.send("POST", "/session/end", by: ben, form).status))
        }
    }

    private func askForJobs(_ portal: Portal, _ ana: Visitor) throws {
        let client = #"{"slug": "new", "name": "New"}"#
        let added = try portal.send("POST", "/tenants", by: ana, .json(client))
        #expect(added.status == 202)
        let form: Sent = .form(["slug": "newer", "name": "Newer", "plan": "", "locale": "en"])
        #expect(try portal.send("POST", "/tenants", by: ana, form).status == 303)
        for (sent, status): (Sent, Int) in [
            (.json(#"{"tags": "vip"}"#), 202), (.json(#"{"tags": "vip"}"#), 200),
            (.form(["tags": ""]), 303),
        ] {
            #expect(try portal.send("POST", "/tenants/acme/edit", by: ana, sent).status == status)
        }
        for sent: Sent in [.json(#"{"reason": "unpaid"}"#), .form(["reason": ""])] {
            let asked = try portal.send("POST", "/tenants/acme/actions/restart", by: ana, sent)
            let id = try #require(try portal.store.jobs(limit: 1).first?.id)
            #expect(asked["Location"] == "/hook/jobs/\(id)")
            #expect(try portal.send("GET", "/jobs/\(id)", by: ana).status == 200)
            let ended = try portal.send("POST", "/jobs/\(id)/cancel", by: ana, empty(sent))
            #expect([200, 303].contains(ended.status))
            let again = try portal.send("POST", "/jobs/\(id)/retry", by: ana, empty(sent))
            #expect([202, 303].contains(again.status))
            let last = try #require(try portal.store.jobs(limit: 1).first?.id)
            _ = try portal.store.cancel(last, by: .cli("test"))
            #expect(
                [202, 303].contains(try portal.send("POST", "/build", by: ana, empty(sent)).status))
        }
    }

    private func empty(_ sent: Sent) -> Sent {
        if case .form = sent { .form([:]) } else { .nothing }
    }

    private func askForErrands(_ portal: Portal, _ ana: Visitor) throws {
        let plans = "/tenants/acme/actions/archive/plans"
        #expect(try portal.send("POST", plans, by: ana, .form([:])).status == 303)
        let plan = try portal.send("POST", plans, by: ana, .json("{}"))
        let id = try #require(plan.json()["id"]?.text)
        #expect(try portal.send("GET", "/plans/\(id)", by: ana).status == 200)
        try portal.answerAll()
        let hash = try portal.send("GET", "/plans/\(id)", by: ana).json()["hash"]?.text
        #expect(hash == Portal.planHash)
        #expect(try portal.send("POST", "/tenants/acme/probe", by: ana, .form([:])).status == 303)
        let probe = try portal.send("POST", "/tenants/acme/probe", by: ana)
        let place = try #require(probe["Location"]).replacing("/hook", with: "")
        #expect(try portal.send("GET", place, by: ana).json()["state"] == .text("waiting"))
        try portal.answerAll()
        let found = try portal.send("GET", place, by: ana).json()
        #expect(found["health"] == .text("degraded") && found["milliseconds"] == .number(12))
    }

    private func useCodes(_ portal: Portal) throws {
        for isForm in [true, false] {
            let code = LoginCode.random()
            _ = try portal.store.addLoginCode(
                of: Slug("ben"), digest: code.digest, by: .cli("test"))
            let text = code.text.revealText() ?? ""
            let sent: Sent = isForm ? .form(["code": text]) : .json(#"{"code": "\#(text)"}"#)
            let answer = try portal.send("POST", "/session/code", sent)
            #expect(answer.status == (isForm ? 303 : 200))
        }
    }

    private func usePasskeys(_ portal: Portal, _ device: Device) throws {
        let begun = try portal.send("POST", "/session/passkey")
        let id = try #require(begun.json()["id"]?.text)
        let sent: Sent = .json(try device.assertion(Portal.loginChallenge(of: begun.json())))
        #expect(try portal.send("POST", "/session/passkey/\(id)", sent).status == 200)
        let (offer, secret) = (Base64.url.encode(Random.bytes(16)), Random.bytes(32))
        try portal.store.beginPasskeyOffer(
            of: Slug("ana"), id: offer, secret: secret, relyingParty: "portal.example",
            by: .cli("test"))
        let shown = try portal.send("GET", "/passkeys/offers/\(offer)")
        #expect(shown.status == 200)
        let row = try #require(shown.json()["operator_row"]?.number)
        let made = try Device().registration(offer: offer, row: row, operator: "ana", secret)
        #expect(try portal.send("POST", "/passkeys/offers/\(offer)", .json(made)).status == 204)
    }

    private func takeEnvelope(_ portal: Portal, _ ana: Visitor, _ asked: Answer) throws {
        let place = try #require(asked["Location"]).replacing("/hook", with: "")
        let waiting = try portal.send("POST", place, by: ana)
        #expect(waiting.status == 202 && waiting["Retry-After"] == "1")
        try portal.answerAll()
        #expect(try portal.send("POST", place, by: ana).status == 200)
        #expect(try portal.send("POST", place, by: ana).status == 404)
    }

    private func askForSecrets(_ portal: Portal, _ ana: Visitor, _ device: Device) throws {
        let reveal = try portal.approve("reveal", #""field": "app""#, by: ana, with: device)
        #expect(reveal.status == 202)
        try takeEnvelope(portal, ana, reveal)
        let asked = try portal.approve(
            "link", #""field": "postgres", "passphrase": true, "expires_in": 60, "views": 10"#,
            by: ana, with: device)
        #expect(asked.status == 202)
        try takeEnvelope(portal, ana, asked)
        // A draft's passwords are made with it.
        var draft = TenantDraft(slug: try Slug("paged"), name: "Paged", status: .draft)
        draft.contact.email = "eva@paged.example"
        _ = try portal.store.addTenant(draft, language: .es, by: .cli("test"))
        _ = try portal.store.editTenant(draft.slug, by: .cli("test")) { $0.status = .ready }
        let page = try portal.approve("page", tenant: "paged", by: ana, with: device)
        #expect(page.status == 202)
        try takeEnvelope(portal, ana, page)
        let link = try portal.addLink(views: 2)
        #expect(try portal.claim(link).status == 200)
        let revoked = try portal.send("POST", "/links/\(link.receipt)/revoke", by: ana)
        #expect(try revoked.status == 200 && revoked.json()["state"] == .text("revoked"))
        let other = try portal.addLink().receipt
        #expect(
            try portal.send("POST", "/links/\(other)/revoke", by: ana, .form([:])).status == 303)
        #expect(
            try portal.send("GET", "/tenants/acme/links", by: ana).json()["links"]?.list.count == 2)
    }

    private func askByProgram(_ portal: Portal) throws {
        let secret = try portal.addHookSecret("ci")
        let call = Call(body: #"{"action": "restart", "tenant": "other"}"#)
        #expect(try portal.send(call.signed(secret, portal.clock.now)).status == 202)
        #expect(try portal.send(call.signed(secret, portal.clock.now)).status == 200)
    }
}
