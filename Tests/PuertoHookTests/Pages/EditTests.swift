import PuertoCore
import PuertoStore
import Testing

@testable import PuertoHook

/// The portal changes a client's record by the rules of `puerto tenant edit`.
@Suite struct EditTests {
    private let portal: Portal
    private let ana: Visitor
    private static let page: KeyValuePairs = ["accept": "text/html", "accept-language": "es"]

    init() throws {
        portal = try Portal(clients: "acme")
        ana = try portal.logIn("ana")
    }

    private func edit(_ sent: Sent, headers: KeyValuePairs<String, String> = [:]) throws -> Answer {
        try portal.send("POST", "/tenants/acme/edit", by: ana, sent, headers: headers)
    }

    @Test func whatWasTypedIsRecordedAndAFormLeadsToTheBuild() throws {
        let answer = try edit(
            .form([
                "name": "Panadería La Güera", "contact_name": "Jimena",
                "contact_email": "jimena@guera.example", "locale": "es-MX", "plan": "",
                "tags": "vip, norte",
            ]), headers: Self.page)
        let build = try #require(try portal.store.jobs(limit: 1).first)
        #expect(build.action == .build && build.actor == "web:ana")
        #expect(answer.status == 303)
        #expect(answer["Location"] == "/hook/jobs/\(build.id)?client=acme")
        let tenant = try portal.store.tenant(Slug("acme"))
        #expect(tenant.name == "Panadería La Güera" && tenant.plan == nil)
        #expect(tenant.contact.name == "Jimena" && tenant.locale.rawValue == "es-MX")
        #expect(tenant.contact.email == "jimena@guera.example" && tenant.tags == ["vip", "norte"])
        #expect(try portal.history().suffix(2) == ["done tenant.edit acme", "done job.add "])
        let shown = try portal.send(
            "GET", "/jobs/\(build.id)?client=acme", by: ana, headers: Self.page)
        #expect(shown.text.contains("href=\"/portal/clients/acme.html\">Ver el cliente</a>"))
    }

    @Test func anEmptyFieldRemovesAndOneLeftOutStays() throws {
        _ = try edit(.json(#"{"contact_name": "Eva", "tags": "vip"}"#))
        _ = try edit(.json(#"{"contact_name": ""}"#))
        let tenant = try portal.store.tenant(Slug("acme"))
        #expect(tenant.contact.name == nil && tenant.tags == ["vip"] && tenant.plan == "basic")
    }

    @Test func whatChangedMeanwhileStays() throws {
        let page = try portal.page("/tenants/acme/edit", .es, ana)
        #expect(page.contains("name=\"was_name\" value=\"Client acme\""))
        #expect(page.contains("name=\"was_plan\" value=\"basic\""))
        _ = try edit(.json(#"{"tags": "vip", "plan": ""}"#))
        let saved = try edit(
            .form([
                "name": "Client acme", "was_name": "Client acme", "plan": "basic",
                "was_plan": "basic", "contact_name": "Eva", "was_contact_name": "", "tags": "",
                "was_tags": "",
            ]), headers: Self.page)
        #expect(saved.status == 303)
        let tenant = try portal.store.tenant(Slug("acme"))
        #expect(tenant.plan == nil && tenant.tags == ["vip"] && tenant.contact.name == "Eva")
    }

    @Test func aFieldThatChangedOnBothSidesIsRefusedWithBothValues() throws {
        _ = try edit(.json(#"{"name": "Theirs", "tags": "vip"}"#))
        let answer = try portal.refused(409) {
            try edit(
                .form([
                    "name": "Mine", "was_name": "Client acme", "tags": "", "was_tags": "",
                    "contact_name": "Eva", "was_contact_name": "",
                ]), headers: Self.page)
        }
        #expect(answer.text.contains("id=\"name-error\""), "\(answer.text)")
        #expect(answer.text.contains("cambió el nombre a") && answer.text.contains("Theirs"))
        #expect(answer.text.contains("name=\"name\" autocomplete=\"off\" required"))
        #expect(answer.text.contains("value=\"Mine\"") && answer.text.contains("value=\"Eva\""))
        // The form that comes back is of the record as it is now.
        #expect(answer.text.contains("name=\"was_name\" value=\"Theirs\""))
        #expect(answer.text.contains("name=\"was_tags\" value=\"vip\""))
        #expect(answer.text.firstMatch(of: /name="tags"[^>]*value="vip"/) != nil)
        #expect(try portal.store.tenant(Slug("acme")).name == "Theirs")
        let same = try edit(.json(#"{"name": "Theirs", "was_name": "Client acme"}"#))
        #expect(same.status == 200)
        let program = try portal.refused(409) {
            try edit(.json(#"{"name": "Mine", "was_name": "Client acme"}"#))
        }
        #expect(try program.json()["detail"]?.text?.contains("'Theirs' meanwhile") == true)
    }

    @Test func nothingNewQueuesNothing() throws {
        let answer = try portal.refused(200) { try edit(.json(#"{"name": "Client acme"}"#)) }
        #expect(try answer.json()["slug"] == .text("acme"))
        let form = try portal.refused(303) { try edit(.form(["name": "Client acme"])) }
        #expect(form["Location"] == "/portal/clients/acme.html")
    }

    @Test(arguments: [
        ("name", "a\u{202E}b", 400, "name"), ("name", " x", 400, "name"),
        ("contact_email", "a", 400, "contact_email"), ("tags", "VIP", 400, "tags"),
        ("plan", "gold", 404, "plan"), ("locale", "fr", 400, "locale"),
    ])
    func aRefusedFormComesBackWithTheErrorBesideTheField(
        field: String, value: String, status: Int, place: String
    ) throws {
        let fields: Sent =
            field == "name"
            ? .form(["name": value, "contact_name": "Kept"])
            : .form(["name": "Acme", "contact_name": "Kept", field: value])
        let answer = try portal.refused(status) { try edit(fields, headers: Self.page) }
        #expect(answer.text.contains("id=\"\(place)-error\""), "\(answer.text)")
        #expect(answer.text.contains("aria-invalid=\"true\""))
        #expect(answer.text.contains("value=\"Kept\""))
    }

    @Test func aHostIsNotChangedFromTheWeb() throws {
        let refused = try portal.refused(400) { try edit(.json(#"{"host": "local"}"#)) }
        #expect(refused.text.contains("the fields are") && !refused.text.contains("host"))
        try portal.refused(400) { try edit(.json(#"{"status": "ready"}"#)) }
        try portal.refused(400) { try edit(.json(#"{"slug": "other"}"#)) }
    }

    /// A session can be stolen: it edits as often as it may ask for builds.
    @Test func editsAreLimited() throws {
        for number in 0..<20 {
            #expect(try edit(.json(#"{"name": "Name \#(number)"}"#)).status == 202)
        }
        try portal.refused(429) { try edit(.json(#"{"name": "Name 20"}"#)) }
        #expect(try portal.store.tenant(Slug("acme")).name == "Name 19")
    }

    @Test func aViewerSeesNoForm() throws {
        let eva = try portal.logIn("eva")
        let text = try portal.page("/tenants/acme/edit", .es, eva)
        #expect(text.contains("Tu papel solo mira") && !text.contains("name=\"contact_email\""))
    }
}
