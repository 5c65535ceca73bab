import ArgumentParser
import PuertoCore
import PuertoStore
import PuertoVault

/// `puerto key verify`.
struct KeyVerify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Open every sealed secret, and show none.",
        discussion: "Fails when there is one that the master keys do not open, and says whose.")

    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let workspace = try options.open()
        let store = try workspace.store()
        let vault = try workspace.keys(for: store).vault
        var errors = ErrorCollector()
        let count = try store.eachSecret { secret in
            _ = try errors.attempt { _ = try vault.open(secret.sealed, at: secret.place) }
        }
        try errors.finish()
        try FileDescriptorOutput.standard.write("\(count) secrets open\n")
    }
}
