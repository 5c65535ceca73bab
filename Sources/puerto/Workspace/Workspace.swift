import Foundation
import PuertoCore
import PuertoSite
import PuertoStore

/// A folder with `puerto.yaml`, `content/`, `public/` and `puerto.db`.
struct Workspace {
    let folder: String
    let configuration: PuertoCore.Configuration
    /// Of the text of `puerto.yaml`.
    let fingerprint: UInt64

    /// Throws `notFound` when the folder is none.
    init(_ folder: String) throws {
        let file = Workspace.path("puerto.yaml", in: folder)
        do {
            let bytes = try ConfigurationFile.bytes(of: file)
            fingerprint = Fingerprint(bytes).value
            configuration = try ConfigurationFile.parse(bytes, file: file) {
                TimeZone(identifier: $0) != nil
            }
        } catch let error as PuertoError where error.code == .notFound {
            throw PuertoError(
                .notFound, "no workspace in \(PuertoError.quote(folder))",
                hint: "puerto init DIR makes one; --workspace DIR names another")
        }
        self.folder = folder
    }

    /// A path inside the workspace, as short as a person would write it.
    func path(_ name: String) -> String { Workspace.path(name, in: folder) }

    static func path(_ name: String, in folder: String) -> String {
        folder == "." ? name : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }

    /// Who asks, for the record of changes.
    static var actor: String { "cli:\(NSUserName())" }
}

extension Workspace {
    var database: String { path("puerto.db") }

    /// Opens the records for reading: nothing is changed.
    func store() throws -> Store { try Store.open(database, ports: configuration.ports) }

    /// Opens the records and makes hosts and plans those of the configuration.
    func currentStore() throws -> Store {
        let store = try store()
        try apply(to: store)
        return store
    }

    /// Makes hosts and plans of open records those of the configuration.
    func apply(to store: Store) throws {
        do {
            try store.apply(configuration, by: Workspace.actor)
        } catch let error as PuertoError {
            throw error.at(path("puerto.yaml"))
        }
    }

    /// Makes the records what the drafts say, and the database when there is none.
    func importFleet(_ drafts: [TenantDraft]) throws -> ImportReport {
        guard !FileManager.default.fileExists(atPath: database) else {
            return try currentStore().importTenants(
                drafts, language: configuration.agency.language, by: Workspace.actor)
        }
        var report = ImportReport()
        try Store.create(database, ports: configuration.ports) { store in
            report = try store.initialize(configuration, drafts: drafts, by: Workspace.actor)
        }
        return report
    }
}
