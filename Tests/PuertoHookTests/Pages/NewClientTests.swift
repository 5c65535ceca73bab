import PuertoCore
import PuertoStore
import Testing

@testable import PuertoHook

/// The hook records a new client.
@Suite struct NewClientTests {
    private let portal: Portal
    private let ana: Visitor

    init() throws {
        portal = try Portal(clients: "acme")
        ana = try portal.logIn("ana")
    }

    private func add(_ body: String, key: String? = nil, by visitor: Visitor? = nil) throws
        -> Answer
    {
        try portal.send(
            "POST", "/tenants", by: visitor ?? ana, .json(body),
            headers: key.map { ["idempotency-key": $0] } ?? [:])
    }

    @Test func itGetsASlotItsPortsAndAJobAndNoPasswords() throws {
        // puerto.yaml skips slot 2.
        let answer = try add(
            """
            {"slug": "new", "name": "Nuevo ñ", "plan": "basic", "locale": "en",
            "contact_name": "Eva", "contact_email": "eva@new.example"}
            """)
        #expect(answer.status == 202)
        let tenant = try portal.store.tenant(Slug("new"))
        #expect(tenant.slot.number == 3 && tenant.status == .draft && tenant.plan == "basic")
        #expect(tenant.name == "Nuevo ñ" && tenant.locale == .en)
        #expect(tenant.contact.email == "eva@new.example")
        #expect(try portal.store.jobs().first?.action == .provision)
        #expect(try portal.history().suffix(2) == ["done tenant.add new", "done job.add new"])
        let credentials = try portal.rows()["credential"] ?? []
        #expect(credentials.isEmpty)
        let view = try portal.send("GET", "/tenants/new", by: ana).json()
        #expect(
            view["ports"]?["app"] == .number(8003) && view["url"] == .text("http://localhost:8003"))
    }

    /// Each button says what it does, without a script too; the first one is that of the key.
    @Test(arguments: ["es", "en"]) func eachButtonOfTheFormSaysWhatItDoes(language: String) throws {
        let text = try portal.send("GET", "/new-client?lang=\(language)", by: ana).text
        let buttons = text.matches(of: #/<button class="button[^>]*>/#).map { String($0.0) }
        #expect(
            buttons == [
                #"<button class="button primary" type="submit">"#,
                #"<button class="button" type="submit" name="record_only" value="true">"#,
            ])
        #expect(!text.contains("type=\"checkbox\""))
        let words = ["es": "Solo registrar</button>", "en": "Only record</button>"]
        #expect(text.contains(words[language] ?? ""))
    }

    /// A worker has seen the machine; the hook cannot.
    @Test func itsSlotHasNoPortThatAWorkerHasSeenInUse() throws {
        try portal.store.recordPortsInUse([8003, 5436], on: Slug("local"))
        let form: Sent = .form(["slug": "new", "name": "New", "plan": "", "language": "en"])
        #expect(try portal.send("POST", "/tenants", by: ana, form).status == 303)
        #expect(try portal.store.tenant(Slug("new")).slot.number == 5)
        #expect(try add(#"{"slug": "newer", "name": "Newer"}"#).status == 202)
        #expect(try portal.store.tenant(Slug("newer")).slot.number == 6)
    }

    @Test func theSameNameTwiceIsRefused() throws {
        let body = #"{"slug": "new", "name": "New"}"#
        let first = try add(body, key: "k").json()
        try portal.refused(409) { try add(body) }
        #expect(try add(body, key: "k").json() == first)
        try portal.refused(409) { try add(#"{"slug": "newer", "name": "New"}"#, key: "k") }
        try portal.refused(409) { try add(#"{"slug": "new", "name": "Another"}"#, key: "k") }
        try portal.refused(409) { try add(#"{"slug": "acme", "name": "New"}"#) }
    }

    @Test(arguments: [
        "{}", #"{"slug": "new"}"#, #"{"slug": "", "name": "New"}"#,
        #"{"slug": "new", "name": ""}"#, #"{"slug": "new", "name": "a\nb"}"#,
        #"{"slug": "new", "name": "a\u0000"}"#, #"{"slug": "new", "name": "a\u202eb"}"#,
        #"{"slug": "new", "name": "New", "locale": "fr"}"#,
        #"{"slug": "new", "name": "New", "language": "fr"}"#,
        #"{"slug": "new", "name": "New", "locale": "en", "language": "en"}"#,
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
        // No operator adds more than ten within an hour.
        let both = [ana, try portal.logIn("ben")]
        let statuses = try await atOnce(12) { number in
            try add(#"{"slug": "n\#(number)", "name": "N"}"#, by: both[number % 2]).status
        }
        #expect(statuses == [Int](repeating: 202, count: 12))
        let slots = try portal.store.fleet().tenants.map(\.slot.number)
        #expect(Set(slots).count == 14 && !slots.contains(2))
    }
}
