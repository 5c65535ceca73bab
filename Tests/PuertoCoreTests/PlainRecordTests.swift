import TestSupport
import Testing

@testable import PuertoCore

@Suite struct PlainRecordTests {
    /// Texts near the border of every rule: valid ones, and ones with a bad character.
    private static let texts =
        [
            "", " ", "a", "index", "assets", "abcdefg", "abc-def", "abc--def", "-abcdefg",
            "a b c d",
            "abcdefg-", "Abcdefg", "abc_def", "abc__def", "_abcdef", "a.b@example.com", "a@b@c",
            "a@b",
            "@abcdef", "abcdef@", "/", "/a", "/a/b-c", "/a//b", "//a", "a/b", "/a/", "/a b", "/á",
            "Señora Ñandú", "Ünïcödé", "e\u{301}", "\u{AD}x", "x\u{200B}", "x\u{7F}", "x\0", "x\n",
            " x", "x ", "\u{FFFD}", "<b>\"&'", "javascript:x", "nobody's", "ÿ", "À", "x\u{A0}",
            String(repeating: "0f", count: 16), String(repeating: "0F", count: 16),
            "../" + String(repeating: "0", count: 29), String(repeating: "é", count: 101),
        ] + [63, 64, 128, 129, 200, 201, 254, 255].map { String(repeating: "x", count: $0) }

    private static func good() throws -> Tenant {
        try .make(
            "some-client", name: "Some client", slot: 0,
            ports: Ports(app: 1, postgres: 2, redis: 3), plan: nil,
            onboardingToken: String(repeating: "0f", count: 16))
    }

    private static let places: [@Sendable (inout Tenant, String) -> Void] = [
        { $0.slug = Slug(trusted: $1) }, { $0.name = $1 }, { $0.contact.name = $1 },
        { $0.contact.email = $1 }, { $0.dashboards = [Dashboard(title: $1, path: "/a")] },
        { $0.dashboards = [Dashboard(title: "A", path: $1)] }, { $0.tags = [$1] },
        { $0.tags = ["vip", $1] }, { $0.tags = [$1, $1] }, { $0.containers.windmill = $1 },
        { $0.containers.postgres = $1 }, { $0.containers.redis = $1 },
        {
            $0.containers.redis = $1
            $0.containers.windmill = $1
        },
        { $0.onboardingToken = $1 },
    ]

    @Test func whatIsTakenForPlainKeepsEveryRule() throws {
        let good = try Self.good()
        for place in Self.places {
            for text in Self.texts {
                var tenant = good
                place(&tenant, text)
                var writer = FleetRecords.Writer()
                writer.add(tenant)
                guard writer.isPlain else { continue }
                #expect(throws: Never.self, "\(text)") {
                    _ = try Slug(tenant.slug.text)
                    try tenant.check()
                }
                #expect(tenant.onboardingToken == good.onboardingToken)
            }
        }
    }

    @Test func theUsualRecordIsPlain() throws {
        var tenant = try Self.good()
        tenant.contact = Contact(name: "José Ñandú", email: "jose.nandu@example.com")
        tenant.dashboards = [Dashboard(title: "Ventas de hoy", path: "/apps/ventas-hoy")]
        tenant.tags = ["customer"]
        var writer = FleetRecords.Writer()
        writer.add(tenant)
        #expect(writer.isPlain)
    }
}
