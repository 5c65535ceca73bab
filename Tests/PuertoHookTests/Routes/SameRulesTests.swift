import PuertoCore
import PuertoStore
import TestSupport
import Testing

@testable import PuertoHook

/// The portal takes and refuses what the command line takes and refuses.
@Suite struct SameRulesTests {
    private let portal: Portal
    private let ana: Visitor

    init() throws {
        portal = try Portal(clients: "acme")
        ana = try portal.logIn("ana")
    }

    private func check(_ one: SameRules.Case, _ answer: Answer) {
        #expect((200..<400).contains(answer.status) == one.isTaken, "\(one): \(answer.status)")
        #expect(answer.status < 500 && answer.status != 401, "\(one): \(answer.status)")
    }

    @Test(arguments: SameRules.edits + SameRules.tags) func anEdit(one: SameRules.Case) throws {
        let form: Sent = .form(KeyValuePairs(dictionaryLiteral: (one.field, one.value)))
        check(one, try portal.send("POST", "/tenants/acme/edit", by: ana, form))
    }

    @Test(arguments: SameRules.slugs) func aNewSlug(one: SameRules.Case) throws {
        let form: Sent = .form(["name": "New", "slug": one.value, "record_only": "on"])
        check(one, try portal.send("POST", "/tenants", by: ana, form))
    }

    @Test(arguments: SameRules.hosts) func aNewHost(one: SameRules.Case) throws {
        let form: Sent = .form(["name": "New", "slug": "new", "host": one.value])
        check(one, try portal.send("POST", "/tenants", by: ana, form))
    }

    @Test(arguments: SameRules.reasons) func aReason(one: SameRules.Case) throws {
        let form: Sent = .form(["reason": one.value])
        check(one, try portal.send("POST", "/tenants/acme/actions/suspend", by: ana, form))
        #expect(try portal.store.jobs().isEmpty != one.isTaken)
    }

    @Test func recordOnlyMakesNoSystem() throws {
        let form: Sent = .form(["name": "Café Ñandú", "record_only": "true"])
        let answer = try portal.send("POST", "/tenants", by: ana, form)
        let job = try #require(try portal.store.jobs(limit: 1).first)
        #expect(job.action == .build && job.tenant == nil)
        #expect(answer["Location"] == "/hook/jobs/\(job.id)?client=cafe-nandu")
        #expect(try portal.store.tenant(Slug("cafe-nandu")).status == .draft)
    }

    @Test func aNameThatGivesNoSlugIsToldWhatToDo() throws {
        let answer = try portal.refused(409) {
            try portal.send(
                "POST", "/tenants", by: ana, .form(["name": "東京"]),
                headers: ["accept": "text/html", "accept-language": "es"])
        }
        #expect(answer.text.contains("id=\"slug-error\""))
        #expect(answer.text.contains("no sale ningún identificador"))
    }
}
