import PuertoCore
import Testing

/// Which addresses are those of tenants' applications.
@Suite struct AppURLMatchingTests {
    @Test(arguments: [
        ("http://{slug}.localhost:{port}", "http://acme.localhost:8001"),
        ("http://{slug}.localhost:{port}", "HTTP://ACME.localhost:8001/a/b?c=d"),
        ("http://{slug}.localhost:{port}", "http://acme-x.localhost:1#x"),
        ("http://localhost:{port}", "http://localhost:8001/"),
        ("https://{slug}-app.example.com", "https://a-app-app.example.com?x"),
        ("https://{host}:{port}/{slug}/", "https://[::1]:8001/acme/x"),
        ("https://{host}:{port}/{slug}/", "https://h.example:8001/acme"),
    ])
    func thatOfATenantIsCovered(template: String, address: String) throws {
        #expect(try AppURL(template: template).covers(address))
    }

    @Test(arguments: [
        "http://acme.localhost", "http://acme.localhost:", "http://acme.localhost:8001x",
        "http://acme.localhost:8001@example.com", "http://localhost:8001",
        "http://a.b.localhost:8001", "https://acme.localhost:8001", "", "http://",
        "/acme.localhost:8001", "http://acme.localhost:8001.example.com",
        "http://acme.localhost:8001\\@x",
    ])
    func anotherIsNot(address: String) throws {
        #expect(try !AppURL(template: "http://{slug}.localhost:{port}").covers(address))
    }

    @Test func aLongAddressTakesNoLongTime() throws {
        // Each value has many lengths; what stands between them is fixed.
        let template = try AppURL(template: "https://{slug}-{slug}-{slug}.example.com:{port}")
        #expect(!template.covers("https://" + String(repeating: "a-", count: 200) + ".example.org"))
    }
}
