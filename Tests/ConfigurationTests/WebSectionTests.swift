import PuertoCore
import PuertoSite
import TestSupport
import Testing

/// `web:` of `puerto.yaml`.
@Suite struct WebSectionTests {
    static func parse(_ text: String) throws -> WebSettings? {
        try ConfigurationFileTests.parse(ConfigurationFileTests.agency + text).web
    }

    @Test(arguments: ["", "web:\n", "web: ~\n"])
    func withoutTheSectionThePortalIsOnlyRead(text: String) throws {
        #expect(try Self.parse(text) == nil)
    }

    @Test func theAddressAloneWillDo() throws {
        let settings = try Self.parse("web: {url: 'https://portal.example.com'}\n")
        #expect(settings == (try WebSettings(origin: "https://portal.example.com")))
        #expect(settings?.hook == "/hook" && settings?.proxies == [])
    }

    @Test func everyKeyIsRead() throws {
        let settings = try Self.parse(
            """
            web:
              url: http://puerto.localhost:8080
              hook: /cgi-bin/puerto
              proxies: [127.0.0.1, "::1", "2001:db8::1"]
            """)
        let wanted = try WebSettings(
            origin: "http://puerto.localhost:8080", hook: "/cgi-bin/puerto",
            proxies: ["127.0.0.1", "::1", "2001:db8::1"])
        #expect(settings == wanted)
    }

    @Test(arguments: [
        ("", PasskeyPolicy()), (", reveal: off", PasskeyPolicy(reveal: .off)),
        (", reveal: 'off'", PasskeyPolicy(reveal: .off)),
        (", reveal: false", PasskeyPolicy(reveal: .off)),
        (", reveal: passkey, require: passkey", PasskeyPolicy(requires: .passkey)),
        (", require: password", PasskeyPolicy()),
    ])
    func whatPasskeysAreAskedForIsRead(text: String, wanted: PasskeyPolicy) throws {
        let section = "web: {url: 'https://portal.example.com'\(text)}\n"
        let file = ConfigurationFileTests.agency + section
        #expect(try ConfigurationFileTests.parse(file).passkeys == wanted)
    }

    @Test(arguments: [
        ("3", "'web' is the text '3' (a mapping of keys is wanted here)"),
        ("{}", "'url' is missing in 'web' (add 'url:')"),
        ("{url: 'https://x/y'}", "'https://x/y' is not where a portal is served"),
        ("{url: 'https://x:443'}", "'https://x:443' is not where a portal is served"),
        ("{url: 'http://x.example'}", "'http://x.example' sends passwords without TLS"),
        (
            "{url: 'http://localhost:80'}", "'http://localhost:80' is not where a portal is served"
        ),
        (
            "{url: 'http://localhost:8080'}",
            "'http://localhost:8080' is a name that all servers of the machine share"
        ),
        ("{url: 'https://x', hok: /a}", "unknown key 'hok' (did you mean 'hook'?)"),
        (
            "{url: 'https://x', reveal: always}", "'reveal' is 'always' (one of off, passkey)"
        ),
        ("{url: 'https://x', reveal: true}", "'reveal' is 'true' (one of off, passkey)"),
        (
            "{url: 'https://x', require: passkeys}",
            "'require' is 'passkeys' (did you mean 'passkey'? one of password, passkey)"
        ),
        ("{url: 'https://x', hook: hook}", "'hook' is not the path of a hook"),
        ("{url: 'https://x', hook: /a/../b}", "'/a/../b' is not the path of a hook"),
        ("{url: 'https://x', hook: /portal}", "the site has a folder 'portal' of its own"),
        ("{url: 'https://x', hook: /x/hook}", "the site has a folder 'x' of its own"),
        ("{url: 'https://x', proxies: 127.0.0.1}", "'proxies' is the text '127.0.0.1'"),
        ("{url: 'https://x', proxies: [localhost]}", "'localhost' is not the address of a proxy"),
        ("{url: 'https://x', proxies: [10.0.0.0/8]}", "'10.0.0.0/8' is not the address"),
        ("{url: 'https://x', proxies: [127.1]}", "'127.1' is not the address of a proxy"),
        ("{url: 'https://x', proxies: ['::0001']}", "'::0001' is another spelling of ::1"),
        ("{url: 'https://x', proxies: ['fe80::1%lo']}", "'fe80::1%lo' is not the address"),
        (
            "{url: 'https://x', proxies: ['::1', '::1']}",
            "proxy '::1' is there twice (the first one is in line 2)"
        ),
    ])
    func mistakesAreNamedWithTheirLine(text: String, start: String) {
        let found = message { try Self.parse("web: \(text)\n") }
        #expect(found?.hasPrefix("puerto.yaml:2: " + start) == true, "\(found ?? "nothing thrown")")
    }

    @Test func severalMistakesAreToldAtOnceEachWithItsLine() {
        let found = message {
            try Self.parse("web:\n  url: x\n  hook: y\n  proxies:\n    - z\n  q: 1\n")
        }
        let places = found?.split(separator: "\n").map { String($0.prefix("puerto.yaml:4".count)) }
        #expect(places == ["puerto.yaml:3", "puerto.yaml:4", "puerto.yaml:6", "puerto.yaml:7"])
    }
}
