import ArgumentParser
import PuertoCore
import PuertoStore
import PuertoVault

/// `puerto key retire NAME`.
struct KeyRetire: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retire", abstract: "Take an old master key out of keys/master.key.",
        discussion: """
            Refused while a secret is sealed under it. Backups of the database from before the \
            rotation need it: keep the old key file with those.
            """)

    @Argument(help: "As in k1.") var name: String
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let workspace = try options.open()
        let store = try workspace.currentStore()
        try store.retireMasterKey(name, by: Workspace.actor)
        // Written down first: a key that is retired and still in the file does no harm, one that
        // is in use and not in the file would be missed.
        try store.withLock {
            guard let ring = try KeyFile.read(.master, in: workspace.folder),
                ring.key(name) != nil
            else { return }
            try KeyFile.replace(ring.without(name), in: workspace.folder)
        }
        try FileDescriptorOutput.standard.write("'\(name)' is retired\n")
    }
}
