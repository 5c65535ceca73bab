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
        let count = try store.eachSecret { _ = try vault.open($0.sealed, at: $0.place) }
        try FileDescriptorOutput.standard.write("\(count) secrets open\n")
    }
}
