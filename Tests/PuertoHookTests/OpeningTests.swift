import PuertoCore
import PuertoStore
import Synchronization
import Testing

@testable import PuertoHook
@testable import PuertoVault

/// The hook opens the database with the web tier's key and no other.
@Suite struct OpeningTests {
    private func answer(
        _ portal: Portal, _ method: String = "GET", _ path: String = "/health",
        _ headers: [(String, String)] = []
    ) -> Response {
        Hook(
            open: { try HookWorld.open(portal.folder, database: portal.path) },
            log: { line in portal.log.withLock { $0.append(line) } }
        ).answer(
            Request(
                method: method, path: Array(path.utf8),
                headers: headers.map { .init(name: $0.0, value: Array($0.1.utf8)) },
                peer: "192.0.2.1"))
    }

    private func open(_ portal: Portal, _ ring: KeyRing? = nil) throws {
        try KeyFile.create(ring ?? portal.ring, in: portal.folder)
        let mark = portal.ring.keys[0]
        let marks = try portal.store.keyMarks()
        guard marks.isEmpty else { return }
        try portal.store.adopt(
            [KeyMark(purpose: "web", name: mark.id, verifier: mark.verifier)], by: .cli("test"))
    }

    @Test func theRightKeyOpens() throws {
        let portal = try Portal()
        try open(portal)
        #expect(answer(portal).status == 200)
    }

    /// The answer is a 503 without a reason: a visitor cannot cause it and may not read it.
    @Test func anythingElseIsNotReadyAndIsLogged() throws {
        let portal = try Portal()
        func expectNotReady(_ word: String) {
            let response = answer(portal)
            #expect(response.status == 503, "\(word)")
            if case .bytes(let bytes) = response.body {
                let text = String(decoding: bytes, as: UTF8.self)
                #expect(!text.contains("key") && !text.contains(portal.folder), "\(text)")
            }
            #expect(portal.log.withLock { $0.last }?.contains(word) == true)
        }
        expectNotReady("the web tier's key is missing")
        try open(portal, try KeyRing.make(.web))
        expectNotReady("is not this database's")
        let other = try Portal()
        try open(other)
        try other.store.setWeb(nil, by: .cli("test"))
        let response = answer(other)
        #expect(response.status == 503)
    }

    /// Requests that only read need no key; changes are refused until it is back.
    @Test func withoutItsKeyThereIsOnlyLooking() throws {
        // The database has the real clock here, so the session must be young by it.
        let portal = try Portal(clients: "acme")
        portal.clock.time.withLock { $0 = SystemClock.now() }
        let ana = try portal.logIn("ana")
        let headers = [
            ("cookie", "__Host-puerto=\(ana.cookie ?? "")"), ("sec-fetch-site", "same-origin"),
            ("x-csrf-token", ana.csrf ?? ""), ("host", "portal.example"),
        ]
        #expect(answer(portal, "GET", "/tenants/acme", headers).status == 200)
        #expect(answer(portal, "GET", "/jobs", headers).status == 200)
        let (rows, history) = (try portal.rows(), try portal.history())
        for (method, path) in [
            ("GET", "/health"), ("GET", "/session"), ("POST", "/build"), ("POST", "/session"),
            ("POST", "/claim"), ("DELETE", "/session"), ("POST", "/tenants/acme/actions/restart"),
        ] {
            #expect(answer(portal, method, path, headers).status == 503, "\(method) \(path)")
        }
        let page = answer(portal, "GET", "/new-client", headers + [("accept", "text/html")])
        #expect(page.status == 503 && page.headers.contains { $0.name == "Retry-After" })
        #expect(try portal.rows() == rows && portal.history() == history)
        #expect(portal.log.withLock { $0.allSatisfy { $0.contains("key is missing") } })
    }
}
