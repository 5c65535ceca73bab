import Foundation
import PuertoCore
import PuertoEngine
import PuertoJobs
import PuertoSite
import PuertoStore
import PuertoVault

extension Workspace {
    /// The dependencies of jobs, over one connection to the records. Throws `protected` for a
    /// demo, whose clients nothing runs for.
    func jobWorld(_ store: Store) throws -> JobWorld {
        try store.refuseDemo()
        let (configuration, keys) = (configuration, try keys(for: store))
        let pages = PageMaker(folder: folder, store: store)
        var world = JobWorld(
            store: store, vault: keys.vault, settings: configuration.engine,
            home: configuration.hosts[0].name,
            url: address(of:),
            stacks: path("stacks"), engine: { try await ContainerEngine.find() },
            looksAtPorts: !PortsInUse.isIgnored, rebuild: { try await pages.make() })
        let file = roundFile
        world.confirm = { try file.write($0, compared: $1, measured: $2) }
        return world
    }

    /// The same for a verb that looks: it works on a copy of the records.
    func previewWorld() throws -> JobWorld {
        var world = try jobWorld(previewStore())
        world.live = try readingStore()
        return world
    }
}
