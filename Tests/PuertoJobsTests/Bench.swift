import Foundation
import PuertoCore
import PuertoEngine
import PuertoJobs
import PuertoStore
import PuertoVault

/// Records in a folder of their own, and a world for jobs whose engine is not to be asked.
final class Bench: Sendable {
    let folder: String
    let store: Store

    init() throws {
        folder = NSTemporaryDirectory() + "/puerto-jobs-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        var options = Store.Options()
        options.keeper = Keeper(
            sealLine: { _, _ in [UInt8](repeating: 1, count: 32) },
            generate: { _, _ in throw PuertoError(.unsupported, "no passwords here") },
            sealPage: { _ in throw PuertoError(.unsupported, "no pages here") })
        let configuration = PuertoCore.Configuration(
            agency: Agency(
                name: "Faro", language: .es, languages: [.es], currency: try Currency("USD")),
            url: .local, hosts: [Host(name: try Slug("local"), address: "localhost")],
            ports: .standard, plans: [])
        let path = folder + "/puerto.db"
        try Store.create(path, options: options) {
            try $0.initialize(configuration, by: "cli:test")
        }
        store = try Store.open(path, options: options)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func worker(
        rebuild: @escaping @Sendable () async throws -> String
    ) throws -> Worker {
        let master = try KeyRing.make(.master, named: "k1")
        return Worker(
            JobWorld(
                store: store, vault: try Vault(master, current: "k1"), settings: .standard,
                home: try Slug("local"), url: { _ in "" }, stacks: folder + "/stacks",
                engine: { throw PuertoError(.io, "no engine here") }, rebuild: rebuild))
    }
}
