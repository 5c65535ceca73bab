import PuertoCore
import TestSupport
import Testing

@Suite struct WebSettingsTests {
    @Test(arguments: [
        "https://portal.example.com", "https://portal.example.com:8443", "https://10.0.0.1",
        "http://puerto.localhost:8080", "http://puerto.localhost", "http://a.b.localhost:443",
    ])
    func anOriginIsSchemeHostAndPort(origin: String) throws {
        let settings = try WebSettings(origin: origin)
        #expect(settings.origin == origin && settings.hook == "/hook" && settings.proxies == [])
        #expect(settings.isSecure == origin.hasPrefix("https"))
    }

    @Test(arguments: [
        "", "portal.example.com", "https://", "https://portal.example.com/", "https://a/b",
        "https://a?b", "https://a#b", "https://user@a", "https://A.example",
        "https://a.example:443",
        "http://puerto.localhost:80", "https://a:0", "https://a:99999", "https://a:08",
        "https://a:",
        "https://a:b",
        "https://a..b", "https://a.", "https://.a", "https://ñ.example", "https://a b",
        "https://a\n",
        "https://[::1]", "ftp://a", "HTTPS://a", "http://portal.example.com",
        "http://localhost.evil.example", "http://evil-localhost", "http://.localhost",
        "https://localhost:8443", "https://127.0.0.1", "https://127.1:8443",
        "http://localhost", "http://localhost:8080", "http://127.0.0.1:8080", "http://127.0.0.2",
        "https://a:1:2", "javascript:alert(1)",
    ])
    func anythingElseIsNone(origin: String) {
        #expect(code { try WebSettings(origin: origin) } == .invalid)
    }

    /// What the error proposes is taken.
    @Test(arguments: [
        ("http://localhost:8080", "http://puerto.localhost:8080"),
        ("http://127.0.0.1", "http://puerto.localhost"),
        ("https://localhost:8443", "https://puerto.localhost:8443"),
        ("http://portal.example.com:8080", "http://puerto.localhost:8080"),
    ])
    func aNameThatServersShareIsRefusedWithOneThatIsThePortalsAlone(origin: String, other: String)
        throws
    {
        let error = #expect(throws: PuertoError.self) { try WebSettings(origin: origin) }
        let hint = try #require(error?.hint)
        #expect(hint.hasSuffix(" \(other)"), "\(hint)")
        #expect(try WebSettings(origin: other).origin == other)
    }

    @Test(arguments: ["/hook", "/cgi-bin/puerto", "/a/b/c-1"]) func aHookIsAPath(hook: String)
        throws
    {
        #expect(try WebSettings(origin: "https://a.example", hook: hook).hook == hook)
    }

    @Test(arguments: [
        ("/hook", "/portal"), ("/a/cgi-bin/b", "/portal"),
        ("/cgi-bin/puerto", "/cgi-bin/puerto/portal"),
    ])
    func pagesAreTheHooksOwnWhereNothingIsRewritten(hook: String, portal: String) throws {
        #expect(try WebSettings(origin: "https://a.example", hook: hook).portal == portal)
    }

    @Test(arguments: [
        "", "/", "hook", "/hook/", "//hook", "/Hook", "/a/../b", "/.", "/a b", "/hook?x", "/hook\n",
        "/%2e", "/ñ", "/" + String(repeating: "a", count: 100),
    ])
    func anythingElseIsNoHook(hook: String) {
        #expect(code { try WebSettings(origin: "https://a.example", hook: hook) } == .invalid)
    }
}
