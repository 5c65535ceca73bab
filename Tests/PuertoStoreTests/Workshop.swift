import Foundation
import GRDB
import PuertoCore
import Synchronization
import TestSupport

@testable import PuertoStore

/// A folder with a database of its own, removed with the value.
final class Workshop: Sendable {
    private let temporary: TemporaryFolder
    let folder: String
    let path: String
    let configuration: PuertoCore.Configuration
    /// The clock of this workshop's stores.
    let clock = Mutex(1_700_000_000)

    /// `disk` are the GB of plans; the others have no limit.
    init(
        hosts: [String] = ["local"], ports: PortRule = .standard, disk: [String: Int] = [:]
    ) throws {
        temporary = try TemporaryFolder("store")
        folder = temporary.path
        path = folder + "/puerto.db"
        configuration = try Workshop.configuration(hosts: hosts, ports: ports, disk: disk)
    }

    static func configuration(
        hosts: [String] = ["local"], ports: PortRule = .standard,
        plans: [String] = ["basic", "pro"], disk: [String: Int] = [:]
    ) throws -> PuertoCore.Configuration {
        Configuration(
            agency: Agency(
                name: "Faro", locale: .es, languages: [.es], currency: try Currency("USD")),
            url: .local,
            hosts: try hosts.map { Host(name: try Slug($0), address: "10.0.0.1") },
            ports: ports,
            plans: plans.map {
                PricingPlan(
                    id: $0, name: $0, monthly: 4900,
                    limits: PricingPlan.Limits(diskGB: disk[$0]))
            })
    }

    var options: Store.Options {
        var options = Store.Options()
        options.now = { self.clock.withLock { $0 } }
        options.url = { "https://\($0.slug).example" }
        options.keeper = .pretend
        return options
    }

    /// Makes the database with the base system.
    func make(isDemo: Bool = false) throws -> Store {
        try Store.create(path, ports: configuration.ports, options: options) {
            if isDemo { try $0.beginDemo(by: .cli("test")) }
            try $0.initialize(self.configuration, by: .cli("test"))
        }
        return try open()
    }

    func open(patience: Double = 10) throws -> Store {
        var options = options
        options.patience = patience
        return try Store.open(path, ports: configuration.ports, options: options)
    }

    /// A plain SQLite connection with SQLite's own defaults.
    func raw(foreignKeys: Bool = false) throws -> DatabaseQueue {
        var configuration = GRDB.Configuration()
        configuration.foreignKeysEnabled = foreignKeys
        configuration.busyMode = .timeout(10)
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// All files of the folder by name, without the shared memory.
    func files() throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder)
        where !name.hasSuffix("-shm") {
            files[name] = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
        }
        return files
    }
}

extension Keeper {
    /// A keeper without cryptography. Its sealed values are readable, so that tests can tell which
    /// value was sealed for which place.
    static let pretend = Keeper(
        digestLine: { line, previous in digest("\(line) after \(previous)") },
        generate: { field, place in .pretend("generated \(field.rawValue)", place) },
        sealPage: { basis in
            let values = [
                basis.slug.text, basis.url, basis.user, basis.password.text, basis.passphrase.text,
            ]
            let text = values.joined(separator: " ").utf8
                .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            return SealedPage(
                header: "pretend", commitment: String(repeating: "k", count: 43),
                ciphertext: text + String(repeating: "-", count: max(0, 1387 - text.count)))
        })

    static func digest(_ text: String) -> [UInt8] {
        (0..<4).flatMap { part in
            let value = Fingerprint(Array("\(part) \(text)".utf8)).value
            return withUnsafeBytes(of: value) { Array($0) }
        }
    }
}

extension SealedCredential {
    static func pretend(_ value: String, _ place: SecretPlace, kid: String = "k1")
        -> SealedCredential
    {
        SealedCredential(
            sealed: SealedSecret(
                kid: kid, wrapNonce: [UInt8](repeating: 1, count: 12),
                wrappedKey: [UInt8](repeating: 2, count: 48),
                nonce: [UInt8](repeating: UInt8(place.version), count: 12),
                ciphertext: Array(value.utf8) + [UInt8](repeating: 0, count: 16)),
            fingerprint: "VERS-000\(place.version % 10)")
    }
}

extension StoredSecret {
    /// A value that `pretend` has sealed.
    var text: String { String(decoding: sealed.ciphertext.dropLast(16), as: UTF8.self) }
}

extension TenantDraft {
    /// A draft of a client with defaults.
    static func make(
        _ slug: String, name: String = "Some client", kind: Tenant.Kind = .client,
        host: String? = nil, slot: Int? = nil, plan: String? = nil, status: Tenant.Status? = nil,
        line: Int = 0
    ) throws -> TenantDraft {
        TenantDraft(
            slug: try Slug(slug), name: name, kind: kind, host: try host.map(Slug.init(_:)),
            slot: try slot.map(Slot.init(_:)), plan: plan, status: status,
            file: line == 0 ? nil : "fleet.yaml", line: line)
    }
}

extension TenantDeclaration {
    /// Declares what a draft names; the rest is left out.
    init(_ draft: TenantDraft) {
        self.init(
            slug: draft.slug, name: draft.name, kind: draft.kind, file: draft.file,
            line: draft.line)
        (host, slot, status, since) = (draft.host, draft.slot, draft.status, draft.since)
        (contactName, contactEmail) = (.init(draft.contact.name), .init(draft.contact.email))
        (locale, plan, containers) = (draft.locale, .init(draft.plan), draft.containers)
        dashboards = draft.dashboards.isEmpty ? nil : draft.dashboards
        tags = draft.tags.isEmpty ? nil : draft.tags
    }

    /// A file's line with only what it has to say.
    static func make(_ slug: String, _ change: (inout TenantDeclaration) throws -> Void = { _ in })
        throws -> TenantDeclaration
    {
        var declaration = TenantDeclaration(slug: try Slug(slug), name: "Some client")
        try change(&declaration)
        return declaration
    }
}

extension Store {
    @discardableResult
    func add(_ draft: TenantDraft) throws -> Settlement {
        try addTenant(draft, language: .es, by: .cli("test"))
    }

    func importAll(_ drafts: [TenantDraft]) throws -> ImportReport {
        try importTenants(
            drafts.map(TenantDeclaration.init(_:)), language: .es, by: .cli("test"))
    }

    func edit(_ slug: String, _ change: (inout TenantDraft) throws -> Void) throws -> Settlement {
        try editTenant(Slug(slug), by: .cli("test"), change)
    }
}
