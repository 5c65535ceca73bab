import PuertoCore
import Testing

@testable import PuertoHook

/// Each role may ask for some things.
@Suite struct RoleTests {
    private static let parameters = [
        "{slug}": "acme", "{action}": "restart", "{job}": "0123456789abcdef",
        "{errand}": String(repeating: "0", count: 32), "{link}": String(repeating: "0", count: 32),
        "{path*}": "index.html", "{approval}": String(repeating: "0", count: 32),
        "{challenge}": String(repeating: "0", count: 32),
        "{offer}": String(repeating: "A", count: 22),
    ]

    private static func path(_ route: Route) -> String {
        "/" + route.pattern.map { parameters[$0] ?? $0 }.joined(separator: "/")
    }

    private static let unsafe = Route.all.filter { !$0.isRead }.map { ($0.method, path($0)) }

    private static let open: Set<String> = Set(
        Route.all.filter { !$0.isRead && [.open, .samePage, .signed].contains($0.access) }
            .map(path))

    @Test func aViewerAsksForNothing() throws {
        let portal = try Portal(clients: "acme")
        let eva = try portal.logIn("eva")
        var count = 0
        for (method, path) in Self.unsafe where !path.hasPrefix("/session") {
            guard !Self.open.contains(path) else { continue }
            for sent: Sent in [.nothing, .json("{}"), .form([:])] {
                try portal.refused(403) { try portal.send(method, path, by: eva, sent) }
            }
            count += 1
        }
        #expect(count >= 9)
        #expect(try portal.send("GET", "/tenants/acme", by: eva).json()["actions"]?.list == [])
        #expect(try portal.send("POST", "/session/end", by: eva).status == 204)
    }

    @Test func whoIsNotLoggedInAsksForNothingAndSeesNothing() throws {
        let portal = try Portal(clients: "acme")
        for (method, path) in Self.unsafe where !Self.open.contains(path) || method == "DELETE" {
            try portal.refused(401) { try portal.send(method, path) }
        }
        var count = 0
        for route in Route.all where route.isRead && route.access != .open {
            try portal.refused(401) { try portal.send("GET", Self.path(route)) }
            count += 1
        }
        #expect(count >= 10)
        #expect(
            Route.all.filter { $0.access == .open }.map(\.path).sorted() == [
                "/assets/{path*}", "/claim", "/health", "/login", "/passkey",
                "/passkeys/offers/{offer}", "/security.txt",
            ])
    }

    /// Without the session's CSRF token, nothing is changed in any role.
    @Test func everyChangeWantsTheToken() throws {
        let portal = try Portal(clients: "acme")
        let ana = try portal.logIn("ana")
        for (method, path) in Self.unsafe where !Self.open.contains(path) || method == "DELETE" {
            try portal.refused(403) {
                try portal.send(method, path, by: Visitor(cookie: ana.cookie))
            }
        }
    }

    @Test func anotherOperatorsPlanIsNotThere() throws {
        let portal = try Portal(clients: "acme")
        let (ana, ben) = (try portal.logIn("ana"), try portal.logIn("ben"))
        let asked = try portal.send("POST", "/tenants/acme/actions/archive/plans", by: ana)
        let path = try #require(asked["Location"]).replacing("/hook", with: "")
        try portal.refused(404) { try portal.send("GET", path, by: ben) }
        #expect(try portal.send("GET", path, by: ana).status == 200)
    }
}
