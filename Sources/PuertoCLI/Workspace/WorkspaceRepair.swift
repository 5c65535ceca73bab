import ArgumentParser
import Foundation
import PuertoCore
import PuertoStore
import PuertoVault

/// `puerto workspace repair`.
struct WorkspaceRepair: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repair", abstract: "Remove from the database what is not Puerto's.",
        discussion: """
            Removes tables, triggers, views and indexes that no version of Puerto makes, after a \
            copy of the database was put beside it. What is missing or changed is not made again: \
            put a backup back.
            """)

    @Flag(help: "Remove them without asking.") var yes = false
    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let workspace = try options.open()
        let found = try Store.strangers(in: workspace.database)
        guard !found.isEmpty else {
            return try FileDescriptorOutput.standard.write(
                Spoken.say(
                    "no hay nada que no sea de Puerto", "nothing is there that is not Puerto's")
                    + "\n")
        }
        for object in found {
            Failure.note(
                Spoken.say("no es de Puerto: \(object.text)", "not Puerto's: \(object.text)"))
        }
        if !yes { try ask(found.count) }
        var options = Store.Options()
        options.keeper = Keeper(digestLine: HistoryDigest.digest)
        try Store.remove(found, from: workspace.database, options: options, by: Workspace.actor)
        _ = try workspace.writingStore()
        try FileDescriptorOutput.standard.write(
            Spoken.say("se quitó: ", "removed ") + found.map(\.text).joined(separator: ", ") + "\n")
    }

    private func ask(_ count: Int) throws {
        guard isatty(STDIN_FILENO) == 1 else {
            throw PuertoError(
                .invalid, "the removal is not confirmed", hint: "confirm it with --yes"
            ).spanish("la retirada no está confirmada", hint: "confírmala con --yes")
        }
        Failure.note(
            Spoken.say(
                "escribe yes para quitar\(count == 1 ? "lo" : "los"):",
                "type yes to remove \(count == 1 ? "it" : "them"):"))
        guard readLine() == "yes" else {
            throw PuertoError(.conflict, "not confirmed: nothing was changed").spanish(
                "sin confirmar: no se cambió nada")
        }
    }
}
