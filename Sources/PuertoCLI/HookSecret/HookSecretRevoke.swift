import ArgumentParser
import PuertoCore
import PuertoStore

/// `puerto hook-secret revoke NAME`.
struct HookSecretRevoke: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Revoke a secret, at once or after a delay.",
        discussion: "With --after the old secret still works while the program gets a new one.")

    @Argument(help: "The secret's name.") var name: String
    @Option(help: ArgumentHelp("How long it stays valid: 90s, 30m, 24h or 7d.", valueName: "time"))
    var after: Lifetime = Lifetime(seconds: 0)
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let name = try Slug(name)
        let store = try options.open().writingStore()
        let end = try store.revokeHookSecret(name, after: after.seconds, by: Workspace.actor)
        try FileDescriptorOutput.standard.write(
            end <= store.clock()
                ? Spoken.say("\(name): caducado\n", "\(name): ended\n")
                : Spoken.say(
                    "\(name): caduca el \(Timestamp.text(end))\n",
                    "\(name): ends \(Timestamp.text(end))\n"))
    }
}
