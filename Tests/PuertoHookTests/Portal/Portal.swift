import Foundation
import PuertoBroker
import PuertoCore
import Synchronization
import TestSupport

@testable import PuertoHook
@testable import PuertoStore
@testable import PuertoVault

/// A clock, in seconds since 1970, that a test sets forward.
final class TestClock: Sendable {
    let time = Mutex(1_700_000_000)

    var now: Int { time.withLock { $0 } }
}

/// A portal with keys and three operators in a folder of its own, which is removed with the value.
final class Portal: Sendable {
    private let temporary: TemporaryFolder
    let folder: String
    let path: String
    let ring: KeyRing
    /// The store as the command line opens it, with all keys.
    let store: Store
    let web: HookSettings
    let clock = TestClock()
    /// Texts that may be only where they were handed out.
    let secrets = Mutex<[String]>([])
    let log = Mutex<[String]>([])
    let isHistoryBroken = Mutex(false)
    /// The broker's nonces, which live longer than a request.
    let nonces = Nonces()
    /// The places where its passwords are verified.
    let places = LoginPlaces()
    /// Each answer as `operation status`.
    let seen = Mutex<Set<String>>([])

    static let passwords = [
        "ana": "correct horse battery", "ben": "staple of the second", "eva": "only looking here",
    ]

    init(
        origin: String = "https://portal.example", proxies: [String] = [], clients: String...,
        status: Tenant.Status = .ready, isDemo: Bool = false
    ) throws {
        temporary = try TemporaryFolder("hook")
        folder = temporary.path
        path = folder + "/puerto.db"
        ring = try KeyRing.make(.web)
        web = HookSettings(
            settings: try WebSettings(origin: origin, proxies: proxies), agency: "Faro",
            language: .es, languages: [.es, .en], style: "portal.css", icon: "icon.svg",
            scripts: HookScripts(login: "login.js", register: "register.js"),
            url: "http://localhost:{port}", ports: try PortRule(skip: [2: "printer"]),
            security: try SecurityContact("security@example.com"))
        let options = Portal.options(ring, clock)
        let configuration = try Portal.configuration(web)
        try Store.create(path, ports: web.ports, options: options) {
            if isDemo { try $0.beginDemo(by: .cli("test")) }
            try $0.initialize(configuration, by: .cli("test"))
        }
        store = try Store.open(path, ports: web.ports, options: options)
        try store.setWeb(web, by: .cli("test"))
        for slug in clients {
            let draft = TenantDraft(
                slug: try Slug(slug), name: "Client \(slug)",
                contact: Contact(email: "eva@\(slug).example"), plan: "basic", status: status)
            _ = try store.addTenant(draft, language: .es, by: .cli("test"))
        }
        try addOperators()
    }
}

extension Portal {
    private static func configuration(_ web: HookSettings) throws -> PuertoCore.Configuration {
        Configuration(
            agency: Agency(
                name: web.agency, locale: .es, languages: [.es], currency: try Currency("USD")),
            url: .local, hosts: [Host(name: try Slug("local"), address: "localhost")],
            ports: web.ports, plans: [PricingPlan(id: "basic", name: "Basic", monthly: 4900)])
    }

    /// Passwords are made as a keeper with the master key makes them, but without it.
    private static func options(_ ring: KeyRing, _ clock: TestClock) -> Store.Options {
        var options = Store.Options()
        options.now = { clock.now }
        options.keeper = Keeper(
            digestLine: HistoryDigest.digest,
            generate: { field, place in
                SealedCredential(
                    sealed: SealedSecret(
                        kid: "k1", wrapNonce: [UInt8](repeating: 1, count: 12),
                        wrappedKey: [UInt8](repeating: 2, count: 48),
                        nonce: [UInt8](repeating: 3, count: 12),
                        ciphertext: Array("sealed \(field) of \(place.tenant)".utf8)
                            + [UInt8](repeating: 0, count: 16)), fingerprint: "VERS-0001")
            },
            sealPage: { _ in throw PuertoError(.unsupported, "no pages here") })
        return options
    }

    private func addOperators() throws {
        for (name, password) in Portal.passwords {
            try store.addOperator(
                Slug(name), name == "eva" ? .viewer : .owner, record: Portal.record(password),
                by: .cli("test"))
            keepSecret(password)
        }
    }

    /// A password hash of a low cost.
    static func record(_ password: String) throws -> String {
        var cost = PasswordHash.Cost()
        cost.logN = 4
        return try PasswordHash(Secret(password), salt: Array("0123456789abcdef".utf8), cost).text
    }
}

extension Portal {
    func pass(_ seconds: Int) { clock.time.withLock { $0 += seconds } }

    func keepSecret(_ text: String) { secrets.withLock { $0.append(text) } }

    /// Opens the database as the web tier does, on a connection of its own.
    func attach(patience: Double = 30) throws -> Store {
        let (clock, isBroken) = (clock, isHistoryBroken.withLock { $0 })
        var options = Store.Options()
        options.now = { clock.now }
        options.patience = patience
        options.keeper = Keeper(digestLine: HistoryDigest.digest)
        let store = try Store.attach(path, options: options).store
        // After the schema was verified, as a disk that is full.
        if isBroken { try store.breakHistory() }
        return store
    }

    var hook: Hook { hook(patience: 30) }

    /// A hook with a broker that opens everything for each request.
    func hook(patience: Double) -> Hook {
        Hook(
            open: {
                let store = try self.attach(patience: patience)
                let broker = Broker(store, self.ring, self.nonces, self.places) { line in
                    self.log.withLock { $0.append(line) }
                }
                return try HookWorld(broker.client)
            },
            log: { line in self.log.withLock { $0.append(line) } })
    }
}
