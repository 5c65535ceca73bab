import ArgumentParser
import PuertoCore
import PuertoStore
import PuertoVault

/// `puerto key verify`.
struct KeyVerify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Open every sealed secret, and show none.",
        discussion: "Fails when the master keys do not open a secret, and names its client.")

    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let workspace = try options.open()
        let store = try workspace.readingStore()
        let vault = try workspace.keys(for: store).vault
        let count = try store.eachSecret { _ = try vault.open($0.sealed, at: $0.place) }
        try FileDescriptorOutput.standard.write(
            Spoken.say("se abren \(count) secretos\n", "\(count) secrets open\n"))
    }
}
