import PuertoCore
import PuertoSite
import TestSupport
import Testing

@Suite struct ConfigurationFileTests {
    static let agency = "agency: {name: Faro, locale: es, currency: USD}\n"

    static func parse(_ text: String) throws -> Configuration {
        try ConfigurationFile.parse(Array(text.utf8), file: "puerto.yaml") { $0 != "Mars/Base" }
    }

    @Test(arguments: ["localhost", "lan", "example.com"])
    func aFileWithADomainOfThisNetworkOpens(domain: String) throws {
        let configuration = try Self.parse(Self.agency + "domain: \(domain)\n")
        #expect(configuration.url.template == "https://{slug}.\(domain)")
    }

    @Test func theShortestFileHasSensibleDefaults() throws {
        let configuration = try Self.parse(Self.agency)
        #expect(configuration.agency.languages == [.es])
        #expect(configuration.agency.timeZone == "UTC")
        #expect(configuration.url == .local)
        #expect(configuration.hosts == [Host(name: try Slug("local"), address: "localhost")])
        #expect(configuration.ports == .standard)
        #expect(configuration.plans == [])
    }

    @Test func everyKeyIsRead() throws {
        let configuration = try Self.parse(
            """
            agency:
              name: Faro & Cía <script>
              locale: es
              languages: [en, es]
              currency: EUR
              time_zone: Europe/Madrid
              contact: Ana
              email: ana@example.com
              phone: "+34 600 000 000"
              color: "#0a7ea4"
            url: {domain: example.com}
            hosts:
              - {name: local, address: localhost}
              - {name: second, address: "2001:db8::1"}
            ports:
              app: 18000
              postgres: 15432
              redis: 16400
              skip: [13, {slot: 80, reason: proxy}]
            plans:
              - id: basic
                name: Básico
                price: 49.00
                limits: {cpus: 0.5, memory_mb: 2048, disk_gb: 20, users: 5, jobs_per_month: 1000}
            """)
        #expect(configuration.agency.name == "Faro & Cía <script>")
        #expect(configuration.agency.languages == [.es, .en])
        #expect(configuration.agency.contact == Contact(name: "Ana", email: "ana@example.com"))
        #expect(configuration.agency.color?.hex == "#0a7ea4")
        #expect(configuration.url == (try AppURL(domain: "example.com")))
        #expect(configuration.hosts.map(\.address) == ["localhost", "2001:db8::1"])
        #expect(configuration.ports.skip == [13: "kept free by puerto.yaml", 80: "proxy"])
        #expect(configuration.ports.redis == 16400)
        let limits = PricingPlan.Limits(
            cpus: 0.5, memoryMB: 2048, diskGB: 20, users: 5, jobsPerMonth: 1000)
        #expect(
            configuration.plans == [
                PricingPlan(id: "basic", name: "Básico", monthly: 4900, limits: limits)
            ])
    }

    @Test(arguments: [
        ("hots: []\n", "puerto.yaml:2: unknown key 'hots' (did you mean 'hosts'?)"),
        ("url: ftp://x/{port}\n", "puerto.yaml:2: url 'ftp://x/{port}' cannot serve"),
        ("url: http://x\n", "puerto.yaml:2: url 'http://x' cannot serve every client"),
        ("url: http://x:{port}\ndomain: a.com\n", "puerto.yaml:2: both 'url' and 'domain'"),
        ("domain: a..com\n", "puerto.yaml:2: 'a..com' is not a domain"),
        ("hosts: local\n", "puerto.yaml:2: 'hosts' is the text 'local' (a list is wanted here)"),
        ("hosts: [{name: a, address: -oProxy}]\n", "puerto.yaml:2: '-oProxy' is not an address"),
        ("hosts: [{name: ../a, address: b}]\n", "puerto.yaml:2: '../a' is not a slug"),
        (
            "hosts:\n- {name: a, address: b}\n- {name: a, address: c}\n",
            "puerto.yaml:4: host 'a' is there twice (the first one is in line 3)"
        ),
        ("ports: {app: 9223372036854775807}\n", "puerto.yaml:2: 'app' is 9223372036854775807"),
        ("ports: {app: 65000}\n", "puerto.yaml:2: ports.app 65000 leaves no room"),
        ("ports: {app: 5500}\n", "puerto.yaml:2: ports.app 5500 and ports.postgres 5432"),
        ("ports: {skip: [947]}\n", "puerto.yaml:2: slot 947 does not exist"),
        ("ports: {skip: [4, 4]}\n", "puerto.yaml:2: slot '4' is there twice"),
        ("plans: [{id: a, name: A}]\n", "puerto.yaml:2: 'price' is missing in 'plans'"),
        ("plans: [{id: a, name: A, price: -1}]\n", "puerto.yaml:2: '-1' is not an amount"),
        (
            "plans: [{id: a, name: A, price: 49.005}]\n",
            "puerto.yaml:2: '49.005' has 3 decimals, and USD has 2 (as in 49.00)"
        ),
        ("plans: [{id: a, name: A, monthly: -1}]\n", "puerto.yaml:2: 'monthly' is '-1'"),
        (
            "plans: [{id: a, name: A, monthly: 49.00}]\n",
            "puerto.yaml:2: 'monthly' is '49.00', and counts whole minor units (cents) (write"
        ),
        (
            "plans: [{id: a, name: A, price: 49.00, monthly: 4900}]\n",
            "puerto.yaml:2: both 'price' and 'monthly' are given (keep 'price')"
        ),
        (
            "plans:\n- {id: a, name: A, monthly: 1}\n- {id: a, name: B, monthly: 1}\n",
            "puerto.yaml:4: plan 'a' is there twice"
        ),
        (
            "plans: [{id: a, name: A, monthly: 1, limits: {cpus: 1e3}}]\n",
            "puerto.yaml:2: '1e3' is not a number of processors"
        ),
    ])
    func mistakesAreNamedWithTheirLine(text: String, start: String) {
        let found = message { try Self.parse(Self.agency + text) }
        #expect(found?.hasPrefix(start) == true, "\(found ?? "nothing thrown")")
    }

    /// A file of an older version, whose plans nothing limited, still opens.
    @Test(arguments: [
        (
            "{cpus: 0.0001}",
            "puerto.yaml:3: the plan 'a' has cpus: 0.0001, and a stack's services need 0.4 CPU to "
                + "start (cpus: 0.4 is the smallest that works)"
        ),
        (
            "{cpus: 0.3999}",
            "puerto.yaml:3: the plan 'a' has cpus: 0.3999, and gives 0.4 (cpus: 0.4 says so; "
                + "thousandths are the finest)"
        ),
        (
            "{memory_mb: 1215, cpus: 0.4}",
            "puerto.yaml:3: the plan 'a' has memory_mb: 1215, and a stack's services need 1216 MiB "
                + "to start (memory_mb: 1216 is the smallest that works)"
        ), ("{memory_mb: 1216, cpus: 0.4}", nil), ("{cpus: 1.001}", nil),
    ])
    func aPlanWithWhichNothingStartsIsARemark(limits: String, said: String?) throws {
        let configuration = try Self.parse(
            Self.agency + "plans:\n  - {id: a, name: A, monthly: 1, limits: \(limits)}\n")
        #expect(configuration.remarks.map(\.description) == [said].compactMap { $0 })
        #expect(configuration.remarks.allSatisfy { $0.spanish != nil })
        #expect(configuration.plans.count == 1)
    }

    @Test(arguments: [
        ("name: F, locale: fr, currency: USD", "'locale' is 'fr' (one of es, en, es-MX, es-ES,"),
        ("name: F, locale: es, currency: usd", "'usd' is not an ISO 4217 currency"),
        ("name: F, locale: es, currency: USD, time_zone: Mars/Base", "'Mars/Base' is not a time"),
        ("name: F, locale: es, currency: USD, languages: [en]", "'languages' lacks the agency's"),
        ("name: F, locale: es, currency: USD, languages: [es, es]", "language 'es' is there twice"),
        ("name: F, locale: es, currency: USD, color: red", "'red' is not a colour"),
        ("name: F, locale: es, currency: USD, email: a@b@c", "'a@b@c' is not an e-mail address"),
        ("name: '', locale: es, currency: USD", "name is empty"),
    ])
    func mistakesOfTheAgencyAreNamed(fields: String, start: String) {
        let found = message { try Self.parse("agency: {\(fields)}\n") }
        #expect(found?.hasPrefix("puerto.yaml:1: " + start) == true, "\(found ?? "nothing thrown")")
    }

    /// The older key counts minor units: what a file says there does not change its meaning.
    @Test func bothKeysOfAPriceAreReadForWhatTheySay() throws {
        func monthly(_ plan: String, _ currency: String) throws -> Int? {
            let agency = "agency: {name: F, locale: es-MX, currency: \(currency)}\n"
            return try Self.parse(agency + "plans: [{id: a, name: A, \(plan)}]\n").plans.first?
                .monthly
        }
        #expect(try monthly("price: 1890.00", "MXN") == 189_000)
        #expect(try monthly("price: '1890.00'", "MXN") == 189_000)
        #expect(try monthly("price: 1890", "MXN") == 189_000)
        #expect(try monthly("price: 1890", "JPY") == 1890)
        #expect(try monthly("monthly: 1890", "MXN") == 1890)
    }

    @Test func severalMistakesAreToldAtOnce() {
        let found = message {
            try Self.parse("agency: {name: F, locale: xx, currency: yy}\nhosts: 3\nplan: []\n")
        }
        #expect(found?.split(separator: "\n").count == 4)
    }

    @Test func aMissingFileIsNamed() {
        #expect(
            message { try ConfigurationFile.bytes(of: "/nonexistent/puerto.yaml") }
                == "cannot read '/nonexistent/puerto.yaml': No such file or directory")
        #expect(message { try ConfigurationFile.bytes(of: "/") } == "'/' is not a file")
    }
}
