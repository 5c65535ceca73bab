import GRDB
import PuertoCore
import PuertoStore
import Testing

@testable import PuertoHook

/// The operator's own system is looked at, and never touched.
@Suite struct BaseSystemTests {
    @Test(arguments: Action.allCases.filter { !$0.isForTheBaseSystem }.map(\.rawValue))
    func noActionTouchesItOnAnyRoute(action: String) throws {
        let portal = try Portal(clients: "acme")
        let ana = try portal.logIn("ana")
        let path = "/tenants/base/actions/\(action)"
        let parameters =
            switch action {
            case "rotate": #"{"field": "redis"}"#
            case "upgrade": #"{"images": "redis=redis:7.4.5"}"#
            case "archive": #"{"plan": "\#(Portal.planHash)", "confirm": "base"}"#
            default: "{}"
            }
        try portal.refused(403, audit: ["refused job.add base"]) {
            try portal.send("POST", path, by: ana, .json(parameters))
        }
        try portal.refused(403) {
            try portal.send(
                "POST", path + "/plans", by: ana, .json(action == "archive" ? "{}" : parameters))
        }
        let page = try portal.send("GET", path, by: ana)
        #expect(page.status == 200 && page.text.contains("is the base system"))
        #expect(!page.text.contains("action=\"/hook/tenants"))
        guard action != "archive" else { return }
        let secret = try portal.addHookSecret("ci")
        let members = "\"action\": \"\(action)\", \"tenant\": \"base\""
        let body = parameters == "{}" ? "{\(members)}" : "{\(members), \(parameters.dropFirst())"
        try portal.refused(403, audit: ["refused job.add base"]) {
            try portal.send(Call(body: body).signed(secret, portal.clock.now))
        }
    }

    @Test func itIsReconciledAndItsStateIsShown() throws {
        let portal = try Portal()
        let ana = try portal.logIn("ana")
        let base = try portal.send("GET", "/tenants/base", by: ana).json()
        #expect(base["kind"] == .text("base") && base["slot"] == .number(0))
        #expect(base["actions"] == .list([.text("reconcile")]))
        #expect(try portal.send("POST", "/tenants/base/actions/reconcile", by: ana).status == 202)
    }

    @Test func itIsHandedToNobody() throws {
        let portal = try Portal()
        let ana = try portal.logIn("ana")
        #expect(throws: PuertoError.self) { try portal.addLink("base") }
        for slug in ["base", "BASE"] {
            let body = #"{"slug": "\#(slug)", "name": "Mine"}"#
            try portal.refused(slug == "base" ? 409 : 400) {
                try portal.send("POST", "/tenants", by: ana, .json(body))
            }
        }
    }

    /// What no program of Puerto's would write is refused by the database itself.
    @Test(arguments: [
        """
        INSERT INTO link_receipt (id, tenant, field, has_passphrase, created_at, created_by,
            expires_at, views_left)
        VALUES ('00000000000000000000000000000000', 0, 'app', 0, 0, 'x', 60, 1)
        """, "DELETE FROM tenant WHERE id = 0",
        "UPDATE tenant SET status = 'archived' WHERE id = 0",
        "DELETE FROM tenant",
        "INSERT INTO job (id, tenant, action, state, actor, parameters, attempt, attempts, created_at) "
            + "SELECT '0123456789abcdef', 0, 'archive', 'queued', 'x', '', 0, 3, 0",
    ])
    func theDatabaseRefusesItToo(sql: String) throws {
        let portal = try Portal(clients: "acme")
        let before = try portal.rows()
        #expect(throws: DatabaseError.self) { try portal.raw { try $0.execute(sql: sql) } }
        #expect(try portal.rows() == before)
    }

    @Test func aClientThatGoesTakesWhatIsAboutItAlong() throws {
        let portal = try Portal(clients: "acme", "other")
        let ana = try portal.logIn("ana")
        _ = try portal.addLink()
        _ = try portal.addHookSecret("acme-ci", for: "acme")
        _ = try portal.send("POST", "/tenants/acme/actions/restart/plans", by: ana)
        _ = try portal.addLink("other")
        try portal.raw { db in try db.execute(sql: "DELETE FROM tenant WHERE slug = 'acme'") }
        let rows = try portal.rows()
        #expect(rows["link"]?.count == 1 && rows["link_receipt"]?.count == 1)
        #expect(rows["errand"] == [] && rows["hook_secret"] == [])
    }
}

/// A new client, as the web tier records it.
@Suite struct NewClientTests {
    private let portal: Portal
    private let ana: Visitor

    init() throws {
        portal = try Portal(clients: "acme")
        ana = try portal.logIn("ana")
    }

    private func add(_ body: String, key: String? = nil) throws -> Answer {
        try portal.send(
            "POST", "/tenants", by: ana, .json(body),
            headers: key.map { ["idempotency-key": $0] } ?? [:])
    }

    @Test func itGetsASlotItsPortsAndAJobAndNoPasswords() throws {
        // Slot 2 is one to skip, as puerto.yaml says.
        let answer = try add(
            """
            {"slug": "new", "name": "Nuevo ñ", "plan": "basic", "language": "en",
            "contact_name": "Eva", "contact_email": "eva@new.example"}
            """)
        #expect(answer.status == 202)
        let tenant = try portal.store.tenant(Slug("new"))
        #expect(tenant.slot.number == 3 && tenant.status == .draft && tenant.plan == "basic")
        #expect(tenant.name == "Nuevo ñ" && tenant.language == .en)
        #expect(tenant.contact.email == "eva@new.example")
        #expect(try portal.store.jobs().first?.action == .provision)
        #expect(try portal.history().suffix(2) == ["done tenant.add new", "done job.add new"])
        let credentials = try portal.rows()["credential"] ?? []
        #expect(credentials.isEmpty)
        let view = try portal.send("GET", "/tenants/new", by: ana).json()
        #expect(
            view["ports"]?["app"] == .number(8003) && view["url"] == .text("http://localhost:8003"))
    }

    @Test func theSameNameTwiceIsRefused() throws {
        let body = #"{"slug": "new", "name": "New"}"#
        let first = try add(body, key: "k").json()
        try portal.refused(409) { try add(body) }
        #expect(try add(body, key: "k").json() == first)
        try portal.refused(409) { try add(#"{"slug": "newer", "name": "New"}"#, key: "k") }
        try portal.refused(409) { try add(#"{"slug": "acme", "name": "New"}"#) }
    }

    @Test(arguments: [
        "{}", #"{"slug": "new"}"#, #"{"name": "New"}"#, #"{"slug": "", "name": "New"}"#,
        #"{"slug": "new", "name": ""}"#, #"{"slug": "new", "name": "a\nb"}"#,
        #"{"slug": "new", "name": "a\u0000"}"#, #"{"slug": "new", "name": "a\u202eb"}"#,
        #"{"slug": "new", "name": "New", "language": "fr"}"#,
        #"{"slug": "new", "name": "New", "contact_email": "a@b@c"}"#,
        #"{"slug": "new", "name": "New", "contact_email": "a\r\nb@c"}"#,
        #"{"slug": "new", "name": "New", "slot": 0}"#,
        #"{"slug": "new", "name": "New", "kind": "base"}"#,
        #"{"slug": "new", "name": "New", "status": "ready"}"#, #"{"slug": "../x", "name": "New"}"#,
    ])
    func whatCannotBeRecordedIsRefused(body: String) throws {
        try portal.refused(400) { try add(body) }
    }

    @Test func aPlanThereIsNotIsRefused() throws {
        try portal.refused(404) { try add(#"{"slug": "new", "name": "New", "plan": "none"}"#) }
    }

    @Test func twelveAtOnceGetTwelveSlots() async throws {
        let statuses = try await atOnce(12) { number in
            try add(#"{"slug": "n\#(number)", "name": "N"}"#).status
        }
        #expect(statuses == [Int](repeating: 202, count: 12))
        let slots = try portal.store.fleet().tenants.map(\.slot.number)
        #expect(Set(slots).count == 14 && !slots.contains(2))
    }
}
