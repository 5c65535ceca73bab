import Foundation
import PuertoCore
import PuertoSite
import PuertoStore
import PuertoVault

/// A folder with `puerto.yaml`, `content/`, `public/`, `puerto.db` and `keys/`.
struct Workspace {
    let folder: String
    let configuration: PuertoCore.Configuration
    /// The fingerprint of the text of `puerto.yaml`.
    let fingerprint: UInt64
    /// Ports in use on this machine; `nil` where they were not looked up.
    var portsInUse: Set<Int>?

    /// Throws `notFound` when the folder is no workspace.
    init(_ folder: String) throws {
        let file = Workspace.path("puerto.yaml", in: folder)
        do {
            let bytes = try ConfigurationFile.bytes(of: file)
            if let language = ConfigurationFile.language(of: bytes) { Spoken.take(language) }
            fingerprint = Fingerprint(bytes).value
            configuration = try ConfigurationFile.parse(bytes, file: file) {
                TimeZone(identifier: $0) != nil
            }
        } catch let error as PuertoError where error.code == .notFound {
            throw PuertoError(
                .notFound, "no workspace in \(PuertoError.quote(folder))",
                hint: "puerto init DIR makes one; --workspace DIR names another"
            ).spanish(
                "no hay ningún espacio de trabajo en \(PuertoError.quote(folder))",
                hint: "puerto init DIR crea uno; --workspace DIR indica otro")
        }
        self.folder = folder
        Spoken.take(configuration.agency.language)
    }

    /// A path inside the workspace, as short as a person would write it.
    func path(_ name: String) -> String { Workspace.path(name, in: folder) }

    static func path(_ name: String, in folder: String) -> String {
        folder == "." ? name : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }

    /// The author of changes in the history.
    static var actor: Actor { .cli(NSUserName()) }
}

extension Workspace {
    var database: String { path("puerto.db") }

    /// The address of a tenant's application.
    @Sendable func address(of tenant: Tenant) -> String {
        configuration.url.url(
            of: tenant, host: configuration.hosts.first { $0.name == tenant.host })
    }

    /// Makes the records with the declared tenants. Throws `conflict` where there are some.
    func makeRecords(_ declarations: [TenantDeclaration] = []) throws -> ImportReport {
        let (keys, fresh) = try newKeys()
        var report = ImportReport()
        try Store.create(database, ports: configuration.ports, options: options(keys)) { store in
            report = try store.initialize(
                configuration, declarations: declarations, keys: keys.marks, by: Workspace.actor)
            try store.setWeb(web, by: Workspace.actor)
            try recordPortsInUse(in: store)
            // The keys are written last, before the database gets its name: neither is ever there
            // without the other.
            try store.keepHistory(by: Workspace.actor)
            for ring in fresh { try KeyFile.create(ring, in: folder) }
        }
        return report
    }
}
