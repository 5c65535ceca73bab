import Foundation
import Testing

/// The verbs of the program, as it describes itself (`--experimental-dump-help`).
struct CommandTree: Decodable {
    let command: Command

    struct Command: Decodable {
        let commandName: String
        let arguments: [Argument]?
        let subcommands: [Command]?
    }

    struct Argument: Decodable {
        let names: [Name]?
    }

    struct Name: Decodable {
        let name: String
    }

    /// A verb that does something itself.
    struct Leaf {
        /// As in `tenant add`.
        let path: String
        let options: Set<String>
    }

    static func read() throws -> CommandTree {
        let result = try Scratch().puerto("--experimental-dump-help")
        try #require(result.code == 0, "\(result.err)")
        return try JSONDecoder().decode(CommandTree.self, from: Data(result.out.utf8))
    }

    var leaves: [Leaf] { command.leaves(below: []) }
}

extension CommandTree.Command {
    fileprivate func leaves(below words: [String]) -> [CommandTree.Leaf] {
        (subcommands ?? []).flatMap { command -> [CommandTree.Leaf] in
            let path = words + [command.commandName]
            guard (command.subcommands ?? []).isEmpty else { return command.leaves(below: path) }
            let options = Set((command.arguments ?? []).flatMap { ($0.names ?? []).map(\.name) })
            return [CommandTree.Leaf(path: path.joined(separator: " "), options: options)]
        }
    }
}
