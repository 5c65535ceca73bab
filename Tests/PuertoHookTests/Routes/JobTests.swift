import PuertoCore
import PuertoStore
import Testing

@testable import PuertoHook

/// A request becomes one job, once.
@Suite struct JobTests {
    private let portal: Portal
    private let ana: Visitor

    init() throws {
        portal = try Portal(clients: "acme", "other")
        ana = try portal.logIn("ana")
    }

    private func act(
        _ action: String, on slug: String = "acme", by visitor: Visitor? = nil,
        key: String? = nil, _ sent: Sent = .nothing
    ) throws -> Answer {
        try portal.send(
            "POST", "/tenants/\(slug)/actions/\(action)", by: visitor ?? ana, sent,
            headers: key.map { ["idempotency-key": $0] } ?? [:])
    }

    private func id(_ answer: Answer) throws -> String {
        try #require(try answer.json()["job"]?["id"]?.text)
    }

    @Test func theSameKeyIsTheSameJob() throws {
        let first = try id(act("suspend", key: "k1", .json(#"{"reason": "unpaid"}"#)))
        let again = try portal.refused(202) {
            try act("suspend", key: "k1", .json(#"{"reason": "unpaid"}"#))
        }
        #expect(try id(again) == first)
        try portal.refused(409) { try act("suspend", key: "k1", .json(#"{"reason": "other"}"#)) }
        try portal.refused(409) { try act("restart", key: "k1") }
        try portal.refused(409) { try act("suspend", on: "other", key: "k1") }
        let ben = try portal.logIn("ben")
        let second = try id(act("restart", on: "other", by: ben, key: "k1"))
        #expect(second != first)
        #expect(try portal.store.jobs().count == 2)
    }

    @Test func aFormsKeyIsOneToo() throws {
        let form: Sent = .form(["reason": "unpaid", "key": "k1"])
        let places = try (0..<3).map { _ in try act("suspend", form)["Location"] }
        #expect(Set(places).count == 1)
        #expect(try portal.store.jobs().count == 1)
    }

    @Test(arguments: [
        "", "a b", "ñ", "a:b", String(repeating: "a", count: 129), "a\n", "web:ben:k",
    ])
    func aKeyIsPlain(key: String) throws {
        try portal.refused(400) { try act("restart", key: key) }
    }

    @Test func twoKeysAreNone() throws {
        var request = Request(
            method: "POST", path: Array("/tenants/acme/actions/restart".utf8), peer: "192.0.2.7")
        request.headers = [
            ("cookie", "__Host-puerto=\(ana.cookie ?? "")"), ("x-csrf-token", ana.csrf ?? ""),
            ("host", "portal.example"), ("sec-fetch-site", "same-origin"),
            ("idempotency-key", "a"), ("idempotency-key", "b"),
        ].map { Request.Header(name: $0.0, value: Array($0.1.utf8)) }
        try portal.refused(400) { try portal.send(request) }
    }

    @Test func aBusyClientIsNamedWithItsJob() throws {
        let first = try id(act("restart"))
        let busy = try portal.refused(409, audit: ["refused job.add acme"]) {
            try act("suspend", .json(#"{"reason": "unpaid"}"#))
        }
        #expect(try busy.json()["job"] == .text(first))
        #expect(
            try portal.send("GET", "/tenants/acme", by: ana).json()["job"]?["id"] == .text(first))
        let page = try portal.send(
            "POST", "/tenants/acme/actions/suspend", by: ana, .form(["reason": "unpaid"]),
            headers: ["accept": "text/html"])
        #expect(page.status == 409 && page.text.contains("/hook/jobs/\(first)"))
        let retried = try portal.store.cancel(first, by: .cli("test"))
        _ = try id(act("suspend", .json(#"{"reason": "unpaid"}"#)))
        try portal.refused(409, audit: ["refused job.add acme"]) {
            try portal.send("POST", "/jobs/\(retried.id)/retry", by: ana)
        }
    }

    @Test(arguments: [
        ("rotate", #"{"field": "mysql"}"#),
        ("upgrade", #"{"images": "redis"}"#), ("upgrade", #"{"images": "x=y"}"#),
        ("upgrade", #"{"images": "redis=a redis=b"}"#), ("upgrade", #"{"images": "redis=--help"}"#),
        ("suspend", #"{"reason": "a\nb"}"#), ("suspend", #"{"reason": "a\u0085b"}"#),
        ("suspend", #"{"reason": "\u2028"}"#), ("suspend", #"{"reason": "\u202e"}"#),
        ("suspend", #"{"reason": 5}"#),
    ])
    func whatAnActionIsAboutIsLookedAt(action: String, body: String) throws {
        try portal.refused(400) { try act(action, .json(body)) }
        try portal.refused(400) {
            try portal.send("POST", "/tenants/acme/actions/\(action)/plans", by: ana, .json(body))
        }
    }

    /// The body is valid, but the action needs more.
    @Test(arguments: ["rotate", "upgrade"])
    func whatAnActionNeedsIsAskedFor(action: String) throws {
        try portal.refused(409) { try act(action, .json("{}")) }
        try portal.refused(409) {
            try portal.send("POST", "/tenants/acme/actions/\(action)/plans", by: ana, .json("{}"))
        }
    }

    @Test func anActionOrAClientThatThereIsNotIsNotFound() throws {
        for path in ["/tenants/acme/actions/purge", "/tenants/acme/actions/build"] {
            try portal.refused(404) { try portal.send("POST", path, by: ana) }
            try portal.refused(404) { try portal.send("POST", path + "/plans", by: ana) }
            try portal.refused(404) { try portal.send("GET", path, by: ana) }
        }
        try portal.refused(404) { try act("restart", on: "nobody") }
        try portal.refused(404) { try portal.send("GET", "/tenants/nobody/links", by: ana) }
    }

    @Test func whatIsQueuedIsTakenOffOnceAndWhatFailedIsTriedAgain() throws {
        let first = try id(act("restart"))
        #expect(try portal.send("POST", "/jobs/\(first)/cancel", by: ana).status == 200)
        #expect(try portal.history().last == "done job.cancel acme")
        try portal.refused(409) { try portal.send("POST", "/jobs/\(first)/cancel", by: ana) }
        func retry() throws -> Answer {
            try portal.send(
                "POST", "/jobs/\(first)/retry", by: ana, headers: ["idempotency-key": "again"])
        }
        let second = try id(retry())
        #expect(try id(retry()) == second && second != first)
        try portal.refused(409) { try portal.send("POST", "/jobs/\(second)/retry", by: ana) }
        try portal.refused(404) { try portal.send("POST", "/jobs/0123456789abcdef/retry", by: ana) }
    }

    @Test func aBuildThatWaitsIsTheOneThatIsAskedFor() throws {
        let builds = try (0..<3).map { _ in try id(portal.send("POST", "/build", by: ana)) }
        #expect(Set(builds).count == 1)
    }

    @Test func listsAreCutWhereTheySay() throws {
        let pages = try ["", "&after=acme", "&after=base", "&after=other"].map {
            try portal.send("GET", "/tenants?limit=1\($0)", by: ana).json()
        }
        #expect(
            pages.map { $0["tenants"]?.list.first?["slug"]?.text } == [
                "acme", "base", "other", nil,
            ])
        #expect(pages.map { $0["next"]?.text } == ["acme", "base", nil, nil])
        for query in ["limit=0", "limit=201", "limit=-1", "limit=007", "limit=1e2", "after=A"] {
            try portal.refused(400) { try portal.send("GET", "/tenants?\(query)", by: ana) }
        }
        for query in ["state=x", "limit=+5", "tenant=%27", "x=1"] {
            try portal.refused(400) { try portal.send("GET", "/jobs?\(query)", by: ana) }
        }
    }
}
