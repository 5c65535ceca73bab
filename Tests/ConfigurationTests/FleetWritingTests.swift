import PuertoCore
import PuertoSite
import TestSupport
import Testing

@Suite struct FleetWritingTests {
    static func tenant(name: String) throws -> Tenant {
        try .make("null", name: name, slot: 3, locale: .en, plan: nil, status: .draft)
    }

    @Test func theFormIsThis() throws {
        var tenant = try Self.tenant(name: "Einstein Kids")
        tenant.contact = Contact(name: "Cyn: la \"jefa\"", email: "cyn@example.com")
        tenant.plan = "basic"
        tenant.since = try Day("2024-02-29")
        tenant.containers.redis = "redis_dev_main"
        tenant.dashboards = [Dashboard(title: "Ventas", path: "/a/b?c=d")]
        tenant.tags = ["vip", "no"]
        let wanted = """
            tenants:
              - slug: "null"
                name: Einstein Kids
                kind: client
                host: local
                slot: 3
                contact: {name: "Cyn: la \\"jefa\\"", email: cyn@example.com}
                locale: en
                plan: basic
                status: draft
                since: 2024-02-29
                containers: {redis: redis_dev_main}
                dashboards:
                  - {title: Ventas, path: "/a/b?c=d"}
                tags: [vip, "no"]

            """
        #expect(FleetFile.text(of: [tenant]) == wanted)
        #expect(FleetFile.text(of: []) == "tenants: []\n")
    }

    @Test(arguments: [
        "yes", "Null", "123", "1e3", "- a", "a: b", "a #b", "#a", "'a'", "\"a\"", "a\\b",
        "~",
        "{a}", "[a]", "&a", "*a", "!a", "%a", "@a", "`a", "|", ">", "?", "a, b", "=", "<<", "Ñandú",
        "🦤", "a\u{FFFE}b", "a\u{FFFF}", "<script>", "日本 語", "e\u{301}", "0x1F", "2024-01-01",
        "---", "...", "a\u{A0}b", "on", ".inf", ".5",
    ])
    func everyNameSurvivesWritingAndReading(name: String) throws {
        let text = FleetFile.text(of: [try Self.tenant(name: name)])
        let drafts = try FleetFile.parse(Array(text.utf8), file: "x")
        #expect(drafts.first.map { Array($0.name.utf8) } == Array(name.utf8))
    }
}
