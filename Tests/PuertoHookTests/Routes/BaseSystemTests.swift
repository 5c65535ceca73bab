import GRDB
import PuertoCore
import PuertoStore
import Testing

@testable import PuertoHook

/// The hook shows the base system, and lets nobody change it.
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
            case "scripts": #"{"plan": "\#(Portal.planHash)"}"#
            default: "{}"
            }
        try portal.refused(403, audit: ["refused job.add base"]) {
            try portal.send("POST", path, by: ana, .json(parameters))
        }
        try portal.refused(403) {
            try portal.send(
                "POST", path + "/plans", by: ana,
                .json(["archive", "scripts"].contains(action) ? "{}" : parameters))
        }
        let page = try portal.send("GET", path, by: ana)
        #expect(page.status == 200 && page.text.contains("es el sistema base"))
        #expect(!page.text.contains("action=\"/hook/tenants"))
        guard !["archive", "upgrade", "rotate", "scripts"].contains(action) else { return }
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

    /// The database itself refuses rows that no program of Puerto would write.
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
