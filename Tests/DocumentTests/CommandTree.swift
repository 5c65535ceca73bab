import Foundation

/// The program's verbs, as `puerto --experimental-dump-help` prints them.
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

    /// The tree of the program that is built with the tests and lies beside them.
    static func ofThisBuild() throws -> CommandTree {
        let process = Process()
        process.executableURL = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
            .deletingLastPathComponent().appending(path: "puerto")
        process.arguments = ["--experimental-dump-help"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let json = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return try JSONDecoder().decode(CommandTree.self, from: json)
    }
}

extension CommandTree {
    /// The first problem of a command line that a document shows; `nil` for a right one.
    ///
    /// A word such as `list|show` stands for several verbs, one in capitals for any.
    func problem(with words: [String]) -> String? {
        Self.problem(with: words[...], command)
    }

    private static func problem(with words: ArraySlice<String>, _ command: Command) -> String? {
        guard let first = words.first else { return nil }
        let verbs = command.subcommands ?? []
        guard !verbs.isEmpty, !first.hasPrefix("-"), first != first.uppercased() else {
            return command.problem(withOptions: words)
        }
        for name in first.split(separator: "|") {
            guard let verb = verbs.first(where: { $0.commandName == name }) else {
                return "'\(command.commandName)' has no verb '\(name)'"
            }
            if let found = problem(with: words.dropFirst(), verb) { return found }
        }
        return nil
    }
}

extension CommandTree.Command {
    fileprivate func problem(withOptions words: ArraySlice<String>) -> String? {
        let known = Set((arguments ?? []).flatMap { $0.names ?? [] }.map(\.name))
        for word in words {
            let bare = word.trimmingCharacters(in: CharacterSet(charactersIn: "[](),"))
            for option in bare.split(separator: "|") where option.hasPrefix("-") {
                let name = option.drop { $0 == "-" }.prefix { $0 != "=" }
                guard name.isEmpty || known.contains(String(name)) else {
                    return "'\(commandName)' has no option '\(option)'"
                }
            }
        }
        return nil
    }
}
