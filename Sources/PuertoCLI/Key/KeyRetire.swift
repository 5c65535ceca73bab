import ArgumentParser
import PuertoCore
import PuertoStore
import PuertoVault

/// `puerto key retire NAME`.
struct KeyRetire: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retire", abstract: "Remove an old master key from keys/master.key.",
        discussion: """
            Refused while a secret is sealed under it. Backups of the database from before the \
            rotation need it: keep the old key file with those.
            """)

    @Argument(help: "The key's name, as in k1.") var name: String
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let workspace = try options.open()
        let store = try workspace.writingStore()
        try store.retireMasterKey(name, by: Workspace.actor)
        // Recorded first: a retired key that is still in the file does no harm, but a key in use
        // that is not in the file would be missed.
        try store.withLock {
            guard let ring = try KeyFile.read(.master, in: workspace.folder),
                ring.key(name) != nil
            else { return }
            try KeyFile.replace(ring.without(name), in: workspace.folder)
        }
        try FileDescriptorOutput.standard.write(
            Spoken.say("'\(name)' está retirada\n", "'\(name)' is retired\n"))
    }
}
