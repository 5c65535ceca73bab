import ArgumentParser

/// `puerto passkey`.
struct PasskeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "passkey", abstract: "Look at operators' passkeys and remove them.",
        discussion: "puerto operator passkey NAME makes a new one.",
        subcommands: [PasskeyList.self, PasskeyRemove.self])
}
