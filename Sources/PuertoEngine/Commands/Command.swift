internal import PuertoCore

/// A program with its arguments: a value that is made in one place, shown by a dry run, and run in
/// another. It never holds a secret.
package struct Command: Hashable, Sendable {
    /// A name that is looked for in `PATH`.
    package let program: String
    package let arguments: [String]
    /// Seconds.
    package let patience: Int
    /// Relative paths of the arguments are in it.
    package var folder: String?

    package init(_ program: String, _ arguments: [String], patience: Int, folder: String? = nil) {
        self.program = program
        self.arguments = arguments
        self.patience = patience
        self.folder = folder
    }
}

extension Command {
    /// Program and verb, for a message: Compose has options before its verb. What is no plain word
    /// is none, and is not repeated.
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
    /// As a person would type it into a shell.
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
