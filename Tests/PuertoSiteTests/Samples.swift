import PuertoCore
import TestSupport

extension CredentialFact {
    static func made(_ field: CredentialField, version: Int = 1, isGenerated: Bool = true)
        -> CredentialFact
    {
        CredentialFact(
            field: field, fingerprint: "ABCD-000\(version)", setAt: 1_762_900_000, version: version,
            isGenerated: isGenerated)
    }
}

extension Handoff {
    /// A handoff-shaped value that no passphrase opens.
    static func made(_ slug: String, seed: Int = 0, isChosen: Bool = false) -> Handoff {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef")
        let letter = String(letters[seed % letters.count])
        return Handoff(
            issuedAt: 1_762_900_000, sealedAt: 1_762_900_000 + seed, fingerprint: "ABCD-0001",
            hasChosenPassphrase: isChosen,
            page: SealedPage(
                header:
                    "puerto.page.v1;kdf=pbkdf2-sha256;i=1000000;s=\(String(repeating: letter, count: 21))A;"
                    + "n=\(String(repeating: letter, count: 16));c=aes-256-gcm;id=\(slug)",
                commitment: String(repeating: letter, count: 42) + "A",
                ciphertext: String(repeating: letter, count: 1387)))
    }
}

extension Configuration {
    static let spanish = made(languages: [.es])
    static let both = made(languages: [.es, .en])

    private static func made(languages: [Language]) -> Configuration {
        do {
            return Configuration(
                agency: Agency(
                    name: "Faro & Cía", locale: .es, languages: languages,
                    currency: try Currency("EUR"), timeZone: "Europe/Madrid",
                    contact: Contact(name: "Ana", email: "ana@faro.example"),
                    phone: "+34 600 000 000", color: try Color("#1f6feb")),
                url: .local, hosts: [Host(name: try Slug("local"), address: "localhost")],
                ports: .standard,
                plans: [
                    PricingPlan(
                        id: "basic", name: "Básico", monthly: 4900,
                        limits: .init(cpus: 1, memoryMB: 2560, diskGB: 20, users: 3)),
                    PricingPlan(id: "pro", name: "Pro", monthly: 123_450),
                ])
        } catch {
            preconditionFailure("\(error)")
        }
    }
}

extension Fleet {
    /// The base system and three clients: one ready, one suspended, one in draft with hard names.
    static let small: Fleet = {
        do {
            return try Fleet(tenants: [
                .make("base", name: "Sistema base", kind: .base, slot: 0, plan: nil),
                .make(
                    "acme", name: "Acme", slot: 1,
                    contact: Contact(name: "Eva", email: "eva@acme.example"), since: "2025-03-01",
                    dashboards: [Dashboard(title: "Ventas", path: "/apps/get/ventas")],
                    tags: ["piloto"]),
                .make(
                    "norte", name: "Norte <script>alert(1)</script> & \"Hijos\"", slot: 2,
                    locale: .en, plan: "pro", status: .suspended),
                .make("sur", name: "Sur", slot: 5, plan: nil, status: .draft),
            ])
        } catch {
            preconditionFailure("\(error)")
        }
    }()

    /// The same fleet with credentials of two of the clients.
    static let smallWithCredentials: Fleet = {
        var fleet = small
        for tenant in fleet.tenants {
            switch tenant.slug.text {
            case "acme":
                fleet.custody[tenant.slug] = Custody(
                    credentials: [
                        .made(.app, version: 2, isGenerated: false), .made(.postgres),
                    ],
                    handoff: nil,
                    past: [
                        PastHandoff(
                            issuedAt: 1_762_900_000, endedAt: 1_763_000_000,
                            fingerprint: "7QX2-MV0C", ending: .withdrawn, endedBy: "cli:ana")
                    ])
            case "sur":
                fleet.custody[tenant.slug] = Custody(
                    credentials: CredentialField.allCases.map { .made($0) })
            default: break
            }
        }
        return fleet
    }()

    init(tenants: [Tenant], audit: [AuditEntry] = Fleet.history) throws {
        self.init(
            hosts: Configuration.spanish.hosts, plans: Configuration.spanish.plans,
            tenants: tenants,
            quarantine: [
                QuarantinedSlot(
                    host: try Slug("local"), slot: try Slot(3), formerTenant: "antiguo",
                    until: 1_767_225_600)
            ], audit: audit)
    }

    static let history = [
        AuditEntry(
            seq: 2, at: 1_763_000_000, actor: "cli:ana", action: "tenant.edit", object: "norte",
            outcome: .done, detail: "status: ready → suspended"),
        AuditEntry(
            seq: 1, at: 1_762_900_000, actor: "cli:ana", action: "tenant.add", object: "acme",
            outcome: .done, detail: ""),
    ]

    func without(_ slug: String) -> Fleet {
        var fleet = self
        fleet.tenants.removeAll { $0.slug.text == slug }
        return fleet
    }
}
