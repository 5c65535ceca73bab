import Foundation
import PuertoCore
import PuertoStore
import Testing

@testable import PuertoHook
@testable import PuertoVault

/// Logins with a one-time code of the command line.
@Suite struct CodeTests {
    private let portal: Portal

    init() throws { portal = try Portal() }

    private func code(of name: String = "ana") throws -> String {
        let code = LoginCode.random()
        _ = try portal.store.addLoginCode(
            of: Slug(name), digest: code.digest, by: .cli("test"))
        let text = code.text.revealText() ?? ""
        portal.keepSecret(text)
        return text
    }

    private func send(_ code: String, from peer: String = "198.51.100.9") throws -> Answer {
        try portal.send(
            "POST", "/session/code", by: Visitor(peer: peer), .json(#"{"code": "\#(code)"}"#))
    }

    @Test func aCodeLogsInOnce() throws {
        let code = try code()
        let answer = try send(code)
        #expect(answer.status == 200)
        #expect(try answer.json()["operator"] == .text("ana"))
        let lines = ["done operator.code ana", "done session.login ana"]
        #expect(try portal.history().suffix(2) == lines)
        try portal.expectNoSecrets()
        let again = try portal.refused(401, audit: ["refused session.login"], but: Portal.tries) {
            try send(code)
        }
        #expect(again.text.contains("the code is wrong, has expired or was used already"))
    }

    @Test func aNewPasswordForgetsIt() throws {
        let code = try code()
        try portal.store.setPassword(
            Slug("ana"), record: Portal.record("another password"), by: .cli("test"))
        #expect(try send(code).status == 401)
    }

    @Test func itIsReadAsPeopleTypeIt() throws {
        for _ in 0..<10 {
            let typed = try code().lowercased().replacing("-", with: " ")
                .replacing("0", with: "o").replacing("1", with: "l")
            #expect(try send(typed).status == 200)
        }
        #expect(LoginCode(typed: "7QX2M-V0C4T-7QX2M-V0C4U") == nil)
        #expect(LoginCode(typed: "7QX2M-V0C4T-7QX2M-V0C4") == nil)
        #expect(LoginCode(typed: "7QX2M-V0C4T-7QX2M-V0C4é") == nil)
    }

    @Test func itEndsAfterTenMinutesAndWithTheNextOne() throws {
        let late = try code()
        portal.pass(600)
        #expect(try send(late).status == 401)
        let (first, second) = (try code(), try code())
        #expect(try send(first).status == 401)
        #expect(try send(second).status == 200)
    }

    /// Wrong codes are limited, and a right one is not: nobody finds one by trying.
    @Test func wrongPasswordsAndWrongCodesStopNoCode() throws {
        for _ in 0..<10 {
            try portal.send(
                "POST", "/session", by: Visitor(peer: "198.51.100.9"),
                .json(#"{"operator": "ana", "password": "wrong"}"#))
            #expect(try send("7QX2M-V0C4T-7QX2M-V0C4T").status == 401)
        }
        try portal.refused(429) { try send("7QX2M-V0C4T-7QX2M-V0C4T") }
        let strangers = HeldPlaces(portal.places, 9)
        let answer = try send(code())
        strangers.end()
        #expect(answer.status == 200)
    }

    /// The network is known from then on.
    @Test func aCodeMakesItsNetworkKnown() throws {
        #expect(try send(code()).status == 200)
        for network in 0..<20 {
            try portal.send(
                "POST", "/session", by: Visitor(peer: "203.0.113.\(network)"),
                .json(#"{"operator": "ana", "password": "wrong"}"#))
        }
        _ = try portal.logIn("ana", from: "198.51.100.9")
    }

    @Test(arguments: Language.allCases) func thePageHasAPlaceForIt(l: Language) throws {
        let page = try portal.send("GET", "/login", language: l.rawValue).text
        #expect(page.contains(l == .es ? "Entrar con un código" : "Log in with a code"))
        #expect(!page.contains("<details class=\"fold\" open>"))
        let code: Sent = .form(["next": "/portal/clients/acme.html", "code": try code()])
        let headers = ["accept": "text/html", "accept-language": l.rawValue] as KeyValuePairs
        let answer = try portal.send("POST", "/session/code", code, headers: headers)
        #expect(answer.status == 303 && answer["Location"] == "/portal/clients/acme.html")
        let wrong = try portal.send("POST", "/session/code", code, headers: headers)
        #expect(wrong.status == 401 && wrong.text.contains("<details class=\"fold\" open>"))
        #expect(wrong.text.contains("name=\"next\" value=\"/portal/clients/acme.html\""))
        #expect(!wrong.text.contains("name=\"code\" value"))
    }

    @Test func aPortalThatAsksForPasskeysTakesNone() throws {
        var web = portal.web
        web.passkeys.requires = .passkey
        try portal.store.setWeb(web, by: .cli("test"))
        let code = try code()
        try portal.refused(403) { try send(code) }
        #expect(!(try portal.send("GET", "/login").text.contains("/session/code")))
    }
}
