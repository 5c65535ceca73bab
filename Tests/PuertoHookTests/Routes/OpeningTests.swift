import PuertoBroker
import PuertoCore
import PuertoStore
import Synchronization
import Testing

@testable import PuertoHook
@testable import PuertoVault

/// The broker opens the database with the key of programs' secrets and no other.
@Suite struct OpeningTests {
    private func answer(
        _ portal: Portal, _ method: String = "GET", _ path: String = "/health",
        _ headers: [(String, String)] = []
    ) -> Response {
        Hook(
            open: {
                let broker = Broker(portal.folder, database: portal.path) { line in
                    portal.log.withLock { $0.append(line) }
                }
                return try HookWorld(broker.client)
            },
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
            #expect(portal.log.withLock { $0.suffix(2).contains { $0.contains(word) } })
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

    /// The key opens the secrets of programs and nothing else: people work on without it.
    @Test func withoutItsKeyOnlyProgramsWait() throws {
        // The database has the real clock here, so the session must be young by it.
        let portal = try Portal(clients: "acme")
        portal.clock.time.withLock { $0 = SystemClock.now() }
        let ana = try portal.logIn("ana")
        let headers = [
            ("cookie", "__Host-puerto=\(ana.cookie ?? "")"), ("sec-fetch-site", "same-origin"),
            ("x-csrf-token", ana.csrf ?? ""), ("host", "portal.example"),
        ]
        for path in ["/tenants/acme", "/jobs", "/session"] {
            #expect(answer(portal, "GET", path, headers).status == 200, "\(path)")
        }
        let history = try portal.history()
        let call = [
            ("webhook-id", "msg_1"), ("webhook-timestamp", "\(SystemClock.now())"),
            ("webhook-signature", "v1,AAAA"),
        ]
        for (method, path, headers) in [("GET", "/health", []), ("POST", "/calls", call)] {
            let response = answer(portal, method, path, headers)
            #expect(response.status == 503, "\(method) \(path)")
            #expect(response.headers.contains { $0.name == "Retry-After" })
        }
        #expect(try portal.history() == history)
        #expect(portal.log.withLock { $0.contains { $0.contains("key is missing") } })
        #expect(answer(portal, "POST", "/tenants/acme/actions/restart", headers).status == 202)
    }
}
