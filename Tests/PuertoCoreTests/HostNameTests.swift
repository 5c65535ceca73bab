import PuertoCore
import Testing

@Suite struct HostNameTests {
    @Test(arguments: [
        ("https://portal.example.com", "portal.example.com"),
        ("http://a.localhost:8001/x", "a.localhost"),
        ("http://user:word@a.example:1", "a.example"), ("https://A.Example.", "a.example"),
        ("http://[::1]:8001/", "[::1]"), ("http://a.example?q=b.example", "a.example"),
        ("http://%61.example", "a.example"), ("http://127.1:8001", "127.0.0.1"),
        ("http://0x7f000001", "127.0.0.1"), ("http://2130706433/", "127.0.0.1"),
        ("http://1password.example", "1password.example"), ("http://localhost", "localhost"),
    ])
    func itIsSpelledAsABrowserComparesIt(url: String, name: String) {
        #expect(HostName(of: url).text == name)
    }

    @Test(arguments: [
        ("localhost:80", true), ("127.0.0.1", true), ("127.9.9.9:1", true), ("[::1]:7990", true),
        ("127.0.0.1.evil.example", false), ("127.example", false), ("puerto.localhost", false),
        ("10.0.0.1", false), ("", false),
    ])
    func theMachinesNamesAreThoseThatAllItsServersShare(authority: String, isMachine: Bool) {
        #expect(HostName(authority: authority).isMachine == isMachine)
    }

    @Test func onlyNamesBelowLocalhostAreOnesOfTheMachineAlone() {
        for name in ["puerto.localhost", "a.b.localhost:8080", "PUERTO.LocalHost."] {
            #expect(HostName(authority: name).isBelowLocalhost)
        }
        for name in ["localhost", "notlocalhost", "a.localhost.example", "localhost.a"] {
            #expect(!HostName(authority: name).isBelowLocalhost)
        }
    }

    @Test(arguments: [
        ("http://{slug}.localhost:{port}", AppNames.bySlug(before: "", after: ".localhost")),
        ("https://{slug}.example.com", .bySlug(before: "", after: ".example.com")),
        ("https://w-{slug}.{host}/x", .bySlug(before: "w-", after: ".10.0.0.7")),
        ("http://localhost:{port}", .shared(HostName(authority: "localhost"))),
        ("http://{host}:{port}", .shared(HostName(authority: "10.0.0.7"))),
        ("https://apps.example.com/{slug}", .shared(HostName(authority: "apps.example.com"))),
        ("https://c{port}.example.com", .other), ("https://{slug}.{slug}.example", .other),
    ])
    func aTemplateTellsWhoseNamesAreWhose(template: String, names: AppNames) throws {
        let host = Host(name: try Slug("far"), address: "10.0.0.7")
        #expect(try AppURL(template: template).names(on: host) == names)
    }

    @Test func newWorkspacesGiveEachTenantAName() throws {
        let url = try AppURL(template: AppURL.newWorkspaces)
        #expect(url.names(on: nil) == .bySlug(before: "", after: ".localhost"))
    }
}
