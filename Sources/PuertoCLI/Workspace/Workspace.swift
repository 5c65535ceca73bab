import Foundation
import PuertoCore
import PuertoSite
import PuertoStore
import PuertoVault

/// A folder with `puerto.yaml`, `content/`, `public/`, `puerto.db` and `keys/`.
struct Workspace {
    let folder: String
    let configuration: PuertoCore.Configuration
    /// Of the text of `puerto.yaml`.
    let fingerprint: UInt64
    /// This machine's, when it was looked at.
    var portsInUse: Set<Int>?

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
    static var actor: Actor { .cli(NSUserName()) }
}

extension Workspace {
    var database: String { path("puerto.db") }

    /// Opens the records for reading: nothing is changed.
    func store() throws -> Store { try Store.open(database, ports: configuration.ports) }

    /// Opens the records for writing, up to date with the configuration.
    func currentStore() throws -> Store { try current(store()) }

    /// Open records, writable with the keys in `keys/`, of which hosts, plans and sealed pages are
    /// those of the configuration.
    func current(_ store: Store) throws -> Store {
        let keys = try keys(adoptedBy: store)
        let store = store.following(configuration.ports, options(keys))
        do {
            try store.apply(configuration, by: Workspace.actor)
        } catch let error as PuertoError {
            throw error.at(path("puerto.yaml"))
        }
        try store.setWeb(web, by: Workspace.actor)
        try recordPortsInUse(in: store)
        try refreshHandoffs(in: store)
        return store
    }

    /// Where a tenant's application answers.
    @Sendable func address(of tenant: Tenant) -> String {
        configuration.url.url(
            of: tenant, host: configuration.hosts.first { $0.name == tenant.host })
    }

    /// What the hook is to know; `nil` where there is none.
    private var web: HookSettings? {
        configuration.web.map { settings in
            let assets = WebAssets(configuration.agency)
            return HookSettings(
                settings: settings, agency: configuration.agency.name,
                language: configuration.agency.language,
                languages: configuration.agency.languages, style: assets.style, icon: assets.icon,
                url: configuration.url.template, ports: configuration.ports,
                subnets: configuration.engine.subnets)
        }
    }

    /// Seals again the pages that hand out an address or a user name that is no longer so.
    func refreshHandoffs(in store: Store) throws {
        _ = try store.refreshHandoffs(by: Workspace.actor) {
            Failure.note("sealing the onboarding page of '\($0)' again")
        }
    }

    /// Makes the records what the drafts say, and the database when there is none.
    func importFleet(_ drafts: [TenantDraft]) throws -> ImportReport {
        guard !FileManager.default.fileExists(atPath: database) else {
            let store = try currentStore()
            let report = try store.importTenants(
                drafts, language: configuration.agency.language, by: Workspace.actor)
            try refreshHandoffs(in: store)
            return report
        }
        let (keys, fresh) = try newKeys()
        var report = ImportReport()
        try Store.create(database, ports: configuration.ports, options: options(keys)) { store in
            report = try store.initialize(
                configuration, drafts: drafts, keys: keys.marks, by: Workspace.actor)
            try store.setWeb(web, by: Workspace.actor)
            try recordPortsInUse(in: store)
            // Last, and before the database has its name: neither is ever there without the other.
            for ring in fresh { try KeyFile.create(ring, in: folder) }
        }
        return report
    }
}
