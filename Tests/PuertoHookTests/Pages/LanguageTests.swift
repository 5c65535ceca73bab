import PuertoCore
import PuertoStore
import Testing

@testable import PuertoHook

/// An answer is in the language of the page that the operator comes from, and in no other.
@Suite struct LanguageTests {
    private let portal: Portal
    private let ana: Visitor
    private static let page: KeyValuePairs = ["accept": "text/html", "accept-language": "es"]

    init() throws {
        portal = try Portal(clients: "acme")
        ana = try portal.logIn("ana")
    }

    private func get(_ path: String, _ headers: KeyValuePairs<String, String> = page) throws
        -> Answer
    {
        try portal.send("GET", path, by: ana, headers: headers)
    }

    @Test func anAddressSaysItBeforeTheBrowserDoes() throws {
        for (query, language) in [("", "es"), ("?lang=en", "en"), ("?lang=es", "es")] {
            let page = try get("/new-client\(query)").text
            #expect(page.contains("<html lang=\"\(language)\">"))
            #expect(page.contains("action=\"/hook/tenants\(query)\""))
            #expect(page.contains("action=\"/hook/session/end\(query)\""))
        }
        try portal.refused(400) { try get("/new-client?lang=fr") }
        try portal.refused(400) { try get("/new-client?lang=") }
    }

    /// A browser that prefers Spanish goes from a client's English page to the job's page.
    @Test func aWholeWayIsInOneLanguage() throws {
        let page = try get("/tenants/acme/actions/restart?lang=en").text
        #expect(page.contains("href=\"/portal/en/clients/acme.html\""))
        let target = try #require(page.firstMatch(of: /action="\/hook([^"]*\/restart[^"]*)"/))
        let sent = try portal.send(
            "POST", String(target.1), by: ana, .form(["key": "once"]), headers: Self.page)
        let job = try #require(sent["Location"]?.dropFirst("/hook".count))
        #expect(sent.status == 303 && job.hasPrefix("/jobs/") && job.hasSuffix("?lang=en"))
        let shown = try get(String(job)).text
        #expect(shown.contains("<html lang=\"en\">") && shown.contains("queued"))
        let cancel = try #require(shown.firstMatch(of: /action="\/hook([^"]*\/cancel[^"]*)"/))
        let cancelled = try portal.send("POST", String(cancel.1), by: ana, .form([:]))
        #expect(cancelled["Location"] == "/hook\(job)")
        let out = try portal.send("POST", "/session/end?lang=en", by: ana, .form([:]))
        #expect(out["Location"] == "/hook/login?lang=en")
    }

    @Test func theLoginIsInTheLanguageOfThePageThatWantsIt() throws {
        for (next, language) in [
            ("/portal/en/clients/acme.html", "en"), ("/portal/clients/acme.html", "es"),
            ("/portal/english.html", "es"), ("/elsewhere/en/x", "es"),
        ] {
            let page = try portal.send(
                "GET", "/login?next=\(next)",
                headers: [
                    "accept-language": language == "es" && next.hasPrefix("/portal") ? "en" : "es"
                ])
            #expect(page.text.contains("<html lang=\"\(language)\">"), "\(next)")
        }
        let wrong = try portal.send(
            "POST", "/session?lang=en", .form(["operator": "ana", "password": "wrong"]),
            headers: Self.page)
        #expect(wrong.text.contains("The name or the password is wrong."))
        let right = try portal.send(
            "POST", "/session?lang=en",
            .form(["operator": "ana", "password": Portal.passwords["ana"] ?? ""]),
            headers: Self.page)
        #expect(right["Location"] == "/portal/en/index.html")
    }

    @Test func whoIsLedToTheLoginComesBackToTheWholeAddress() throws {
        let answer = try portal.send(
            "GET", "/tenants/acme/actions/rotate?field=redis&lang=en", headers: Self.page)
        #expect(
            answer["Location"]
                == "/hook/login?lang=en&next=/hook/tenants/acme/actions/rotate%3Ffield%3Dredis%26lang%3Den"
        )
        let login = try portal.send("GET", String(try #require(answer["Location"]).dropFirst(5)))
        #expect(
            login.text.contains(
                "value=\"/hook/tenants/acme/actions/rotate?field=redis&amp;lang=en\""))
    }

    @Test func aPortalOfOneLanguageHasNoOther() throws {
        var web = portal.web
        web.languages = [.es]
        try portal.store.setWeb(web, by: .cli("test"))
        for headers in [["accept-language": "en"], ["accept-language": "de, en"]]
            as [KeyValuePairs<String, String>]
        {
            #expect(try get("/new-client?lang=en", headers).text.contains("<html lang=\"es\">"))
        }
    }
}

extension LanguageTests {
    /// A refusal that people can cause is in their language only.
    @Test(arguments: [
        ("/tenants", ["slug": "Not A Slug", "name": "New"], "no sirve de identificador"),
        ("/tenants", ["slug": "aux", "name": "New"], "no puede ser un identificador"),
        ("/tenants", ["slug": "acme", "name": "New"], "hay un cliente"),
        ("/tenants", ["slug": "new", "name": " New"], "tiene espacios alrededor"),
        ("/tenants", ["slug": "new"], "falta"),
        ("/tenants", ["slug": "new", "name": "New", "plan": "basics"], "hay ningún plan"),
        ("/tenants", ["slug": "new", "name": "New", "contact_email": "a"], "dirección de correo"),
        ("/tenants/acme/actions/resume/plans", ["reason": "a\u{202E}b"], "carácter invisible"),
        ("/tenants/acme/actions/rotate", [:], "de qué contraseña"),
        ("/tenants/acme/actions/upgrade", [:], "las imágenes"),
        ("/tenants/acme/actions/upgrade", ["images": "redis"], "de qué servicio"),
        ("/tenants/acme/actions/upgrade", ["images": "redis=redis"], "versión fija"),
        ("/tenants/acme/actions/upgrade", ["images": "redis=::"], "no es una imagen"),
        ("/tenants/acme/actions/archive", [:], "el plan que has visto"),
        ("/tenants/acme/actions/upgrade", ["images": "redis=redis:7.4.5"], "el plan que has visto"),
        ("/tenants/none/actions/restart", [:], "hay ningún cliente"),
        ("/tenants/acme/actions/fly", [:], "existe esa acción"),
        ("/jobs/0000000000000000/cancel", [:], "hay ningún trabajo"),
        ("/links/none/revoke", [:], "hay ningún enlace"),
    ])
    func refusalsAreInTheReadersLanguage(path: String, fields: [String: String], says: String)
        throws
    {
        let form = Sent.bytes(
            Array(fields.map { "\($0)=\($1)" }.joined(separator: "&").utf8),
            type: "application/x-www-form-urlencoded")
        let page = try portal.send("POST", path, by: ana, form, headers: Self.page)
        #expect(page.status >= 400 && page.text.contains(says), "\(page.text)")
        #expect(!page.main.contains("lang=\"en\""))
        let spanish = try portal.send(
            "POST", path, by: ana, form, headers: ["accept-language": "es-MX"])
        #expect(spanish["Content-Language"] == "es")
        let detail = [try spanish.json()["detail"]?.text, try spanish.json()["hint"]?.text]
        #expect(detail.compactMap { $0 }.joined(separator: " ").contains(says))
        let plain = try portal.send("POST", path, by: ana, form)
        #expect(plain["Content-Language"] == "en" && !plain.text.contains(says))
    }

    @Test func aClientInAnotherStateIsToldOfInSpanish() throws {
        _ = try portal.store.editTenant(Slug("acme"), by: .cli("test")) { $0.status = .suspended }
        let page = try get("/tenants/acme/actions/restart").main
        #expect(page.contains("ahora no cabe «Reinicio»") && page.contains("puerto resume acme"))
        #expect(!page.contains("lang=\"en\""))
        _ = try portal.send("POST", "/tenants/acme/actions/resume", by: ana)
        let busy = try portal.send(
            "POST", "/tenants/acme/actions/resume", by: ana, .form([:]), headers: Self.page)
        #expect(busy.status == 409 && busy.text.contains("«Reanudación» está en marcha"))
    }

    /// A refusal that only programs can cause is in English, and marked as English.
    @Test func whatIsThereInEnglishAloneIsMarked() throws {
        let page = try portal.send(
            "POST", "/tenants", by: ana, .form(["stranger": "x", "slug": "new", "name": "New"]),
            headers: Self.page)
        #expect(
            page.status == 400
                && page.text.contains("<p class=\"error\" role=\"alert\" lang=\"en\">"))
    }

    @Test func aFormThatIsNotTakenComesBackWithWhatWasTyped() throws {
        let page = try portal.refused(400) {
            try portal.send(
                "POST", "/tenants?lang=en", by: ana,
                .form([
                    "slug": "Not A Slug", "name": "\"New\" & <b>", "plan": "basic",
                    "locale": "es", "contact_email": "eva@new.example", "key": "once",
                ]), headers: Self.page)
        }
        let html = page.text
        #expect(
            html.contains(
                "id=\"slug-error\"><bdi>&#39;Not A Slug&#39; is not a slug"))
        #expect(html.contains("name=\"slug\"") && html.contains("value=\"Not A Slug\""))
        #expect(html.contains("value=\"&quot;New&quot; &amp; &lt;b&gt;\""))
        #expect(html.contains("<option value=\"basic\" selected>"))
        #expect(html.contains("<option value=\"es\" selected>"))
        #expect(html.contains("value=\"eva@new.example\"") && !html.contains("value=\"once\""))
        try portal.refused(409) {
            try portal.send(
                "POST", "/tenants", by: ana, .form(["slug": "acme", "name": "New"]),
                headers: Self.page)
        }
    }
}
