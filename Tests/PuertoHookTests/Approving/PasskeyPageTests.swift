import PuertoCore
import Testing

@testable import PuertoHook

/// The page that registers passkeys is its script's, and says so where none runs.
@Suite struct PasskeyPageTests {
    private func page(_ script: String?) throws -> String {
        let portal = try Portal()
        let request = Request(method: "GET", path: Array("/passkey".utf8), peer: "127.0.0.1")
        let reader = Reader(portal.web, request)
        let layout = HookLayout(
            agency: "Faro", style: "portal.css", icon: "icon.svg", reader: reader, login: nil,
            place: "/passkey")
        let response = Response(200, scripted: PasskeyPage(layout: layout, script: script).html)
        guard case .bytes(let bytes) = response.body else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func itNamesItsScriptAndTheHook() throws {
        let html = try page("register.js")
        #expect(html.contains("<script src=\"/assets/register.js\" defer></script>"))
        #expect(html.contains("<body class=\"hook\" data-hook=\"/hook\">"))
        #expect(html.contains("<div id=\"register\" aria-live=\"polite\"><p class=\"notice\">"))
        #expect(html.contains("necesita JavaScript"))
    }

    @Test func beforeTheFirstBuildItHasNone() throws {
        let html = try page(nil)
        #expect(!html.contains("<script") && html.contains("<body class=\"hook\">"))
    }
}
