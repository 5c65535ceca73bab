import PuertoCore
import PuertoDoor
import Testing

@testable import PuertoHook

/// What an adapter refuses before the hook has the request is a page for a person too.
@Suite struct EarlyRefusalTests {
    private static let statuses = [400, 404, 405, 408, 411, 413, 414, 431]

    private func asking(_ accept: String, cookie: [UInt8]? = nil, language: String = "es")
        -> Request
    {
        let fields =
            [("accept", Array(accept.utf8)), ("accept-language", Array(language.utf8))]
            + (cookie.map { [("cookie", $0)] } ?? [])
        return .asking(
            "POST", Array("/tenants".utf8), [], fields.map { .init(name: $0, value: $1) },
            peer: "192.0.2.7")
    }

    private func text(_ response: Response) -> String {
        guard case .bytes(let bytes) = response.body else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func type(_ response: Response) -> String? {
        response.headers.first { $0.name == "Content-Type" }?.value
    }

    @Test(arguments: statuses) func aPersonGetsTheFrameAndAWayBack(status: Int) throws {
        let portal = try Portal(clients: "acme")
        let ana = try portal.logIn("ana")
        let cookie = Array("__Host-puerto=\(ana.cookie ?? "")".utf8)
        let answer = Refusal(status).response(
            to: asking("text/html", cookie: cookie), by: portal.hook)
        #expect(answer.status == status && type(answer)?.hasPrefix("text/html") == true)
        let page = text(answer)
        #expect(page.contains("<nav class=\"side\" aria-label=\"Portal\">"))
        #expect(page.contains("Volver al portal</a>") && page.contains("hreflang=\"en\""))
        let allow = answer.headers.contains { $0.name == "Allow" }
        #expect(allow == (status == 405))
    }

    @Test(arguments: statuses) func aProgramKeepsItsProblemDocument(status: Int) throws {
        let portal = try Portal(clients: "acme")
        for accept in ["application/json", "*/*"] {
            let answer = Refusal(status).response(to: asking(accept), by: portal.hook)
            #expect(type(answer) == "application/problem+json")
            #expect(text(answer).contains("\"status\":\(status)"))
        }
        #expect(type(Refusal(status).response(to: nil, by: portal.hook))?.contains("json") == true)
    }

    @Test func withoutABrokerOrAHookThePageIsPlain() {
        let gone = Hook(open: { throw PuertoError(.io, "no broker") }, log: { _ in })
        for hook in [gone, nil] {
            let answer = Refusal(413).response(to: asking("text/html", language: "en"), by: hook)
            #expect(answer.status == 413 && type(answer)?.hasPrefix("text/html") == true)
            #expect(text(answer).contains("more than 64 KiB"))
            #expect(text(answer).contains("Back to the portal"))
        }
    }

    @Test func underAnotherNameOfTheMachineThePageNamesThePortal() throws {
        let portal = "http://puerto.localhost"
        let told = try #require(Hook.misdirect(asking("text/html"), to: portal))
        #expect(told.status == 421 && text(told).contains("href=\"\(portal)\""))
        #expect(Hook.misdirect(asking("*/*"), to: portal) == nil)
    }

    /// Only what says who asks is kept, so that what was too long is not read again.
    @Test func whatIsTooLongIsLeftOut() {
        let long = [UInt8](repeating: 0x61, count: 9000)
        let request = Request.asking(
            "GET", long, long,
            [
                .init(name: "cookie", value: long), .init(name: "accept", value: [0x61]),
                .init(name: "x-other", value: [0x61]),
            ], peer: "192.0.2.7")
        #expect(request.path == [UInt8(ascii: "/")] && request.query.isEmpty)
        #expect(request.headers.map(\.name) == ["accept"])
    }
}
