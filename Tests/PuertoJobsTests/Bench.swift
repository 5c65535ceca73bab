import Foundation
import PuertoCore
import PuertoEngine
import PuertoJobs
import PuertoStore
import PuertoVault
import TestSupport

/// Records in a temporary folder, and a world of jobs without an engine.
final class Bench: Sendable {
    private let temporary: TemporaryFolder
    let folder: String
    let store: Store
    let vault: Vault

    /// With `isKeyed` the records make passwords, sealed with the master key. With `isPatient` the
    /// store asks it from the first moment of a lock on.
    init(isKeyed: Bool = false, isPatient: (@Sendable (Double) -> Bool)? = nil) throws {
        temporary = try TemporaryFolder("jobs")
        folder = temporary.path
        let vault = try Vault(KeyRing.make(.master, named: "k1"), current: "k1")
        self.vault = vault
        var options = Store.Options()
        if let isPatient { (options.patience, options.isPatient) = (0, isPatient) }
        options.keeper = Keeper(
            digestLine: { _, _ in [UInt8](repeating: 1, count: 32) },
            generate: { field, place in
                guard isKeyed else { throw PuertoError(.unsupported, "no passwords here") }
                return SealedCredential(
                    sealed: try vault.seal(Secret("password of \(field.rawValue)"), at: place),
                    fingerprint: "VERS-0001")
            },
            sealPage: { basis in
                guard isKeyed else { throw PuertoError(.unsupported, "no pages here") }
                let password = try vault.open(basis.password.sealed, at: basis.password.place)
                let phrase = try vault.open(basis.passphrase.sealed, at: basis.passphrase.place)
                return try PageSeal.seal(
                    PagePayload(url: basis.url, user: basis.user, password: password),
                    Passphrase(phrase), id: basis.slug)
            })
        let configuration = PuertoCore.Configuration(
            agency: Agency(
                name: "Faro", locale: .es, languages: [.es], currency: try Currency("USD")),
            url: .local, hosts: [Host(name: try Slug("local"), address: "localhost")],
            ports: .standard, plans: [])
        let path = folder + "/puerto.db"
        try Store.create(path, options: options) {
            try $0.initialize(configuration, by: .cli("test"))
        }
        store = try Store.open(path, options: options)
    }

    func worker(
        engine error: any Error = PuertoError(.io, "no engine here"),
        machine: Machine? = nil,
        rebuild: @escaping @Sendable () async throws -> String = { "" }
    ) throws -> Worker {
        Worker(
            JobWorld(
                store: store, vault: vault, settings: .standard, home: try Slug("local"),
                url: { "https://\($0.slug).example" }, stacks: folder + "/stacks",
                engine: { throw error }, machine: machine ?? .live, looksAtPorts: machine != nil,
                rebuild: rebuild))
    }
}
