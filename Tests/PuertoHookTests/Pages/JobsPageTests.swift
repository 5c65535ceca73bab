import PuertoCore
import PuertoStore
import Testing

@testable import PuertoHook

/// The page of the fleet's jobs.
@Suite struct JobsPageTests {
    private let portal: Portal
    private let ana: Visitor

    init() throws {
        portal = try Portal(clients: "acme", "other")
        ana = try portal.logIn("ana")
        _ = try portal.store.enqueue(JobRequest(.restart, Slug("acme"), by: .web(Slug("ana"))))
        let other = try portal.store.enqueue(JobRequest(.resume, Slug("other"), by: .cli("eva")))
        _ = try portal.store.cancel(other.id, by: .cli("test"))
    }

    private func rows(_ query: String = "", by visitor: Visitor? = nil) throws -> [String] {
        let page = try portal.page("/jobs\(query)", .es, visitor ?? ana)
        return page.split(separator: "<tr>").dropFirst(2).map(String.init)
    }

    @Test func eachHasItsClientStateAndButton() throws {
        let rows = try rows()
        #expect(rows.count == 2)
        #expect(rows[0].contains("Reanudación") && rows[0].contains("Client other"))
        #expect(rows[0].contains("anulado") && rows[0].contains(">Reintentar</button>"))
        #expect(rows[0].contains("aria-label=\"Reintentar: Reanudación, Client other\""))
        #expect(rows[1].contains("en cola") && rows[1].contains(">Anular</button>"))
    }

    @Test(arguments: [
        ("?tenant=acme", 1), ("?tenant=acme&state=done", 0), ("?tenant=&state=", 2),
        ("?state=queued", 1), ("?state=cancelled&tenant=Other", 1), ("?limit=1", 1),
    ])
    func filtersAreInTheAddress(query: String, count: Int) throws {
        #expect(try rows(query).count == count)
    }

    @Test func aClientIsFoundByItsRecordedName() throws {
        let ana = Actor.web(try Slug("ana"))
        for (slug, name) in [("acme", "Acme, S.A. de C.V."), ("other", "Panadería La Güera")] {
            _ = try portal.store.editFromWeb(
                Slug(slug), AskedFields(name: name), was: AskedFields(), by: ana)
        }
        for typed in ["Acme,%20S.A.%20de%20C.V.", "acme,%20s.a.%20DE%20c.v.", "ACME"] {
            let rows = try rows("?tenant=\(typed)")
            #expect(rows.count == 1 && rows[0].contains("Acme, S.A. de C.V."), "\(typed)")
        }
        #expect(try rows("?tenant=PANADER%C3%8DA%20la%20g%C3%BCera").count == 1)
        _ = try portal.store.editFromWeb(
            Slug("other"), AskedFields(name: "Acme, S.A. de C.V."), was: AskedFields(), by: ana)
        let answer = try portal.send(
            "GET", "/jobs?tenant=Acme,%20S.A.%20de%20C.V.", by: self.ana,
            headers: ["accept": "text/html"])
        #expect(answer.status == 409 && answer.text.contains("acme, other"))
    }

    @Test func aClientThatIsNotThereIsSaidSoBesideTheFilters() throws {
        let answer = try portal.send(
            "GET", "/jobs?tenant=nobody", by: ana, headers: ["accept": "text/html"])
        #expect(answer.status == 404 && answer.text.contains("value=\"nobody\""))
        #expect(answer.text.contains("role=\"alert\""))
    }

    @Test func aViewerHasNoButtons() throws {
        let eva = try portal.logIn("eva")
        #expect(try rows(by: eva).allSatisfy { !$0.contains("<form") })
    }

    @Test func withoutAWorkerItSaysSo() throws {
        #expect(try portal.page("/jobs", .es, ana).contains("<code>puerto work</code>"))
    }
}
