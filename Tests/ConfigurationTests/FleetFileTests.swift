import PuertoCore
import PuertoSite
import TestSupport
import Testing

@Suite struct FleetFileTests {
    static func parse(_ text: String) throws -> [TenantDeclaration] {
        try FleetFile.parse(Array(text.utf8), file: "fleet.yaml")
    }

    static func parse(field: String) throws -> [TenantDeclaration] {
        try parse("tenants:\n- slug: a\n  name: A\n  kind: client\n  \(field)\n")
    }

    @Test func aTenantNeedsThreeKeysOnly() throws {
        let drafts = try Self.parse("tenants:\n  - {slug: a-b, name: yes, kind: client}\n")
        let wanted = TenantDeclaration(
            slug: try Slug("a-b"), name: "yes", file: "fleet.yaml", line: 2)
        #expect(drafts == [wanted])
    }

    @Test func everyKeyIsRead() throws {
        let draft = try #require(
            try Self.parse(
                """
                tenants:
                  - slug: cyn
                    name: Einstein Kids
                    kind: client
                    host: local
                    slot: 7
                    contact: {name: Cyn, email: cyn@example.com}
                    locale: en
                    plan: basic
                    status: degraded
                    since: 2024-02-29
                    containers: {windmill: w, redis: r}
                    dashboards: [{title: Ventas, path: /apps/get/u/ventas?x=1}]
                    tags: [vip, school]
                """
            ).first)
        #expect(draft.slot == (try Slot(7)))
        #expect(draft.contactName == .value("Cyn"))
        #expect(draft.contactEmail == .value("cyn@example.com"))
        #expect(draft.status == .degraded)
        #expect(draft.since?.description == "2024-02-29")
        let names = draft.containers.containers(for: draft.slug)
        #expect(names.all == ["w", "cyn_postgres", "r"])
        #expect(draft.dashboards?.first?.title == "Ventas")
        #expect(draft.tags == ["vip", "school"])
    }

    /// A key without a value counts as missing; an empty text or list takes the value away.
    @Test func aKeyThatIsLeftOutIsNotAnEmptyOne() throws {
        let bare = try #require(try Self.parse(field: "plan: ~").first)
        #expect(bare.plan == .unsaid && bare.tags == nil && bare.dashboards == nil)
        #expect(bare.contactName == .unsaid && bare.stack == DeclaredStack())
        let empty = try #require(
            try Self.parse(
                field: """
                    plan: ""
                      contact: {name: ""}
                      tags: []
                      dashboards: []
                      stack: {profile: "", expose: "", images: {redis: ""}}
                    """
            ).first)
        #expect(empty.plan == .none && empty.tags == [] && empty.dashboards == [])
        #expect(empty.contactName == .none && empty.contactEmail == .unsaid)
        #expect(empty.stack.profile == .none && empty.stack.exposure == .none)
        #expect(empty.stack.images == [.redis: .none] && empty.stack.hasRedis == nil)
    }

    @Test(arguments: [
        ("slot: 947", "fleet.yaml:5: slot 947 does not exist"), ("slot: -1", "fleet.yaml:5: slot"),
        ("slot: 1.0", "fleet.yaml:5: '1.0' is not a whole number"),
        ("status: readdy", "fleet.yaml:5: 'status' is 'readdy' (did you mean 'ready'?"),
        ("since: 2023-02-29", "fleet.yaml:5: '2023-02-29' is not a day"),
        ("contact: ana", "fleet.yaml:5: 'contact' is the text 'ana'"),
        ("contact: {email: 'a b@c'}", "fleet.yaml:5: 'a b@c' is not an e-mail address"),
        ("contact: {emial: a@b}", "fleet.yaml:5: unknown key 'emial' (did you mean 'email'?)"),
        ("containers: {redis: -x}", "fleet.yaml:5: '-x' is not a container name"),
        ("containers: {redis: a b}", "fleet.yaml:5: 'a b' is not a container name"),
        ("dashboards: [{title: T, path: //evil}]", "fleet.yaml:5: '//evil' is not a path"),
        ("dashboards: [{title: T, path: 'javascript:1'}]", "fleet.yaml:5: 'javascript:1' is not"),
        ("dashboards: [{title: T, path: '/\\evil'}]", "fleet.yaml:5: '/\\evil' is not a path"),
        ("tags: [a, a]", "fleet.yaml:5: tag 'a' is there twice"),
        ("tags: [A b]", "fleet.yaml:5: tag 'A b' is not a plain word"),
        ("host: ../etc", "fleet.yaml:5: '../etc' is not a slug"),
        ("slugg: x", "fleet.yaml:5: unknown key 'slugg' (did you mean 'slug'?)"),
    ])
    func mistakesAreNamedWithTheirLine(field: String, start: String) {
        let found = message { try Self.parse(field: field) }
        #expect(found?.hasPrefix(start) == true, "\(found ?? "nothing thrown")")
    }

    @Test(arguments: [
        "../up", "a/b", ".", "..", "-a", "a-", "a--b", "A", "ñ", "a b", "a%2f", "a\\b", "", "index",
        "con", "a.b", String(repeating: "a", count: 64),
    ])
    func tricksInSlugsAreRefused(slug: String) {
        let found = message {
            try Self.parse("tenants: [{slug: '\(slug)', name: A, kind: client}]")
        }
        #expect(found?.hasPrefix("fleet.yaml:1: ") == true, "\(found ?? "nothing thrown")")
    }

    @Test func namesAreTextWhateverTheyLookLike() throws {
        for name in ["<script>alert(1)</script>", "Ñandú 🦤 日本", "a & b", "{{tenant.name}}"] {
            let drafts = try Self.parse("tenants: [{slug: a, name: \"\(name)\", kind: client}]")
            #expect(drafts.first?.name == name)
        }
    }

    @Test(arguments: ["\u{202E}abc", "a\u{200F}", "\\e[31m", "a\\nb", "\\0"])
    func directionMarksAndControlsAreRefused(name: String) {
        let found = message {
            try Self.parse("tenants: [{slug: a, name: \"\(name)\", kind: client}]")
        }
        #expect(found?.contains("control or text-direction character") == true)
    }

    @Test func aNameOfTenKilobytesIsRefusedAndNotRepeated() {
        let name = String(repeating: "x", count: 10_000)
        let found = message { try Self.parse("tenants: [{slug: a, name: \(name), kind: client}]") }
        #expect(found?.contains("has 10000 bytes (at most 200)") == true)
        #expect((found?.utf8.count ?? 0) < 200)
    }

    @Test func doubledSlugsSlotsAndBasesAreNamedWithBothLines() {
        let found = message {
            try Self.parse(
                """
                tenants:
                  - {slug: a, name: A, kind: base, host: h, slot: 0}
                  - {slug: a, name: B, kind: client, host: h, slot: 4}
                  - {slug: c, name: C, kind: base, host: h, slot: 4}
                """)
        }
        #expect(
            found == """
                fleet.yaml:3: slug 'a' is there twice (the first one is in line 2)
                fleet.yaml:4: the base system is there twice (the first one is in line 2)
                fleet.yaml:4: slot 4 on 'h' is there twice (the first one is in line 3)
                """)
    }

    @Test func aFileWithoutTenantsSaysSo() {
        #expect(
            message { try Self.parse("tenant: []\n") }?.contains("'tenants' is missing") == true)
    }
}
