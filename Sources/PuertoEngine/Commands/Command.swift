internal import PuertoCore

/// A program with its arguments: a value that one place makes, a dry run shows, and another place
/// runs. Its words never hold a secret; `input` may.
package struct Command: Hashable, Sendable {
    /// The name of the program, which is looked up in `PATH`.
    package let program: String
    package let arguments: [String]
    /// Seconds that the program may take.
    package let patience: Int
    /// The folder that relative paths of the arguments start from.
    package var folder: String?
    /// Seconds without a word of the program after which it is ended; `nil` for no such limit.
    package var silence: Int?
    /// Tells whether the program writes to a terminal, since it tells its progress only there.
    package var hasTerminal = false
    /// The program reads this from its standard input. Nothing shows, logs or keeps it.
    package var input: [UInt8] = []

    package init(_ program: String, _ arguments: [String], patience: Int, folder: String? = nil) {
        self.program = program
        self.arguments = arguments
        self.patience = patience
        self.folder = folder
    }
}

extension Command {
    /// Program and verb, for a message; Compose has options before its verb. A word that is not
    /// plain is left out.
    package var name: String {
        let isCompose = arguments.contains("--project-name")
        let words =
            isCompose
            ? arguments.filter { ["compose", "up"].contains($0) }
            : arguments.drop { $0.hasPrefix("-") }.prefix(1).filter {
                $0.utf8.allSatisfy(\.isLowerLetter)
            }
        return ([program] + words).joined(separator: " ")
    }
}

extension Command: CustomStringConvertible {
    /// The command line as a person would type it into a shell.
    package var description: String {
        ([program] + arguments).map(Command.shellWord).joined(separator: " ")
    }

    private static func shellWord(_ word: String) -> String {
        let isPlain =
            !word.isEmpty
            && word.utf8.allSatisfy { byte in
                byte.isAlphanumeric || "-_./:=@,+%".utf8.contains(byte)
            }
        return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
    }
}
