import Foundation
import PuertoCore
import PuertoStore
import Testing

@testable import PuertoHook

/// Pages escape every text of a client or operator, and their forms carry the CSRF token.
@Suite struct PageTests {
    private static let evil = "</script><script>alert(1)</script>\"'&<!--"

    private func portal() throws -> (portal: Portal, ana: Visitor, job: String) {
        let portal = try Portal(clients: "acme")
        _ = try portal.store.editTenant(Slug("acme"), by: .cli("test")) { $0.name = Self.evil }
        let ana = try portal.logIn("ana")
        let asked = try portal.send(
            "POST", "/tenants/acme/actions/suspend", by: ana,
            .json(#"{"reason": "<script>alert(2)</script>"}"#))
        return (portal, ana, try #require(asked.json()["job"]?["id"]?.text))
    }

    private func pages(_ language: String) throws -> [(name: String, answer: Answer)] {
        let (portal, ana, job) = try portal()
        let plans = "/tenants/acme/actions/archive/plans"
        let waiting = try portal.send("POST", plans, by: ana, .form([:]))["Location"] ?? ""
        let places = [
            ("login", "/login"), ("action", "/tenants/acme/actions/suspend"),
            ("archive", "/tenants/acme/actions/archive"),
            ("rotate", "/tenants/acme/actions/rotate"),
            ("upgrade", "/tenants/acme/actions/upgrade"), ("new client", "/new-client"),
            ("edit", "/tenants/acme/edit"), ("jobs", "/jobs"),
            ("job", "/jobs/\(job)"), ("waiting", waiting.replacing("/hook", with: "")),
            ("problem", "/tenants/%3Cscript%3E"), ("problem of a client", "/tenants/nobody"),
        ]
        func page(_ path: String) throws -> Answer {
            try portal.send(
                "GET", path, by: ana, headers: ["accept": "text/html", "accept-language": language])
        }
        var pages = try places.map { (name: $0.0, answer: try page($0.1)) }
        let errand = try #require(try portal.store.nextErrand())
        try portal.store.answer(
            errand, .plan(text: "<script>alert(3)</script>", hash: Portal.planHash), by: .worker)
        pages.append(("plan", try page(waiting.replacing("/hook", with: ""))))
        return pages
    }

    @Test(arguments: ["es", "en"]) func nobodysTextIsAnythingElse(language: String) throws {
        for (name, answer) in try pages(language) where name != "problem" {
            let html = answer.text
            #expect(answer["Content-Type"] == "text/html; charset=utf-8", "\(name)")
            #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"\(language)\">"), "\(name)")
            // The login page has one script, of the portal's own.
            let own = "<script src=\"/assets/login.js\" defer></script>"
            #expect(html.contains(own) == (name == "login"), "\(name)")
            let rest = html.replacing(own, with: "")
            #expect(!rest.contains("<script") && !rest.contains("<!--"), "\(name)")
            let policy = answer["Content-Security-Policy"]
            let allows = policy?.contains("script-src 'self'; connect-src 'self';")
            #expect(allows == (name == "login"), "\(name)")
            #expect(policy?.contains("unsafe") == false, "\(name)")
            #expect(html.firstMatch(of: /\ on[a-z]+=/) == nil, "\(name)")
            #expect(!html.contains("style="), "\(name)")
        }
        let action = try pages(language).first { $0.name == "action" }?.answer.text
        #expect(action?.contains("&lt;/script&gt;&lt;script&gt;alert(1)") == true)
        #expect(action?.contains("&quot;&#39;&amp;&lt;!--") == true)
    }

    @Test func formsOfWhoIsLoggedInCarryTheToken() throws {
        for (name, answer) in try pages("en") {
            let forms = answer.text.components(separatedBy: "<form").dropFirst()
                .filter { !$0.contains("method=\"get\"") }
            for form in forms where name != "login" || !form.contains("\"/hook/session") {
                #expect(form.contains("<input type=\"hidden\" name=\"csrf\" value=\""), "\(name)")
                #expect(form.contains("method=\"post\" action=\"/hook/"), "\(name)")
            }
        }
    }

    /// A form, sent as a browser sends it, does what its page says.
    @Test func thePlansFormAsksForTheAction() throws {
        let (portal, ana, job) = try portal()
        _ = try portal.store.cancel(job, by: .cli("test"))
        let plans = "/tenants/acme/actions/suspend/plans"
        let form: Sent = .form(["csrf": ana.csrf ?? "", "reason": "left \"us\""])
        let silent = Visitor(cookie: ana.cookie)
        let place = try #require(try portal.send("POST", plans, by: silent, form)["Location"])
        try portal.answerAll()
        let page = try portal.send(
            "GET", place.replacing("/hook", with: ""), by: silent, headers: ["accept": "text/html"])
        #expect(page["Refresh"] == nil)
        let values = page.text.matches(of: /<input type="hidden" name="([a-z]+)" value="([^"]*)">/)
            .reduce(into: [String: String]()) { $0[String($1.1)] = String($1.2) }
        #expect(values["reason"] == "left &quot;us&quot;" && values["plan"] == Portal.planHash)
        let suspend: Sent = .form([
            "csrf": values["csrf"] ?? "", "plan": values["plan"] ?? "", "key": values["key"] ?? "",
            "reason": "left \"us\"",
        ])
        let target = try #require(page.text.firstMatch(of: /action="\/hook([^"]*\/suspend)"/))
        let answer = try portal.send("POST", String(target.1), by: silent, suspend)
        let asked = try #require(try portal.store.jobs(limit: 1).first)
        #expect(answer.status == 303 && answer["Location"] == "/hook/jobs/\(asked.id)")
        #expect(asked.action == .suspend && asked.parameters.reason == "left \"us\"")
    }

    /// What a passkey has to approve has no form that asks for it, and names the command.
    @Test(arguments: ["archive", "upgrade", "rotate"], Language.allCases)
    func whatAPasskeyApprovesHasNoForm(action: String, l: Language) throws {
        let portal = try Portal(clients: "acme")
        let ana = try portal.logIn("ana")
        let path = "/tenants/acme/actions/\(action)"
        var page = try portal.page(path, l, ana)
        if action != "rotate" {
            let fields: Sent = action == "upgrade" ? .form(["images": "redis=redis:7"]) : .form([:])
            let asked = try portal.send("POST", "\(path)/plans", by: ana, fields)
            try portal.answerAll()
            let place = try #require(asked["Location"]).replacing("/hook", with: "")
            page = try portal.page(String(place.prefix { $0 != "?" }), l, ana)
        }
        let rest = [
            "archive": "--reason &#39;…&#39;", "upgrade": "--image redis=redis:7",
            "rotate": l("CAMPO", "FIELD"),
        ]
        let command = "puerto \(action) acme \(rest[action] ?? "")"
        #expect(page.contains("<code>\(command)</code>"))
        #expect(!page.contains("action=\"/hook/tenants"))
    }

    @Test func pagesAreInTheLanguageThatIsAskedFor() throws {
        let portal = try Portal()
        for (asked, spoken) in [
            ("en-GB,en;q=0.9", "en"), ("es", "es"), ("de, en;q=0.5", "en"), ("de", "es"),
            ("*", "es"),
            ("<script>", "es"),
        ] {
            let page = try portal.send("GET", "/login", headers: ["accept-language": asked])
            #expect(page.text.contains("<html lang=\"\(spoken)\">"))
        }
        #expect(try portal.send("GET", "/login").text.contains("<h1>Entrar</h1>"))
    }

    @Test func aFailedLoginIsAPageThatSaysSo() throws {
        let portal = try Portal()
        let page = try portal.refused(401, audit: ["refused session.login ana"], but: Portal.tries)
        {
            try portal.send(
                "POST", "/session",
                .form(["operator": "ana", "password": "wrong", "next": "/hook/new-client"]),
                headers: ["accept": "text/html", "accept-language": "en"])
        }
        #expect(page.text.contains("The name or the password is wrong."))
        #expect(page.text.contains("name=\"next\" value=\"/hook/new-client\""))
        #expect(!page.text.contains("value=\"ana\""))
    }

    @Test func aViewerIsTold() throws {
        let portal = try Portal(clients: "acme")
        let eva = try portal.logIn("eva")
        let page = try portal.send(
            "GET", "/tenants/acme/actions/restart", by: eva, headers: ["accept-language": "en"])
        #expect(page.text.contains("Your role only looks"))
        #expect(!page.text.contains("action=\"/hook/tenants"))
    }

    @Test func whoIsNotLoggedInIsLedToTheLogin() throws {
        let portal = try Portal()
        let page = ["accept": "text/html,application/xhtml+xml"] as KeyValuePairs
        let answer = try portal.send("GET", "/portal/clients/acme.html", headers: page)
        #expect(answer.status == 303)
        #expect(answer["Location"] == "/hook/login?next=/portal/clients/acme.html")
        #expect(try portal.send("POST", "/build", headers: page).status == 401)
    }
}
