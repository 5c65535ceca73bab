import TestSupport

/// A command line that a document shows: the program's name and its words.
struct ShownCommand: Hashable, CustomStringConvertible {
    let program: String
    let words: [String]

    var description: String { ([program] + words).joined(separator: " ") }
}

extension ShownCommand {
    /// The commands of a line as a shell would part it: without comment, prompt, variables,
    /// redirections.
    static func all(in line: String) -> [ShownCommand] {
        var commands: [[String]] = [[]]
        for word in ShellWords.of(line.replacing(/(^|\s)#.*/, with: "")) {
            if ["&&", "||", "|", ";"].contains(word) {
                commands.append([])
            } else if word.hasSuffix(";") {
                commands[commands.count - 1].append(String(word.dropLast()))
                commands.append([])
            } else {
                commands[commands.count - 1].append(word)
            }
        }
        return commands.compactMap(ShownCommand.init)
    }

    private init?(_ words: [String]) {
        let rest = words.drop { word in
            word == "$" || word == "sudo"
                || word.wholeMatch(of: /[A-Z_]+=.*/) != nil
        }
        guard let first = rest.first else { return nil }
        program = first.split(separator: "/").last.map(String.init) ?? first
        self.words = rest.dropFirst().prefix { !$0.hasPrefix("<") && !$0.hasPrefix(">") }
            .filter { $0 != "…" && $0 != "..." }
    }
}

extension MarkdownText {
    /// The commands of its code blocks, and of the code spans that begin with one of the programs.
    func commands(of programs: Set<String>) -> [ShownCommand] {
        var lines: [String] = []
        for line in code.map({ $0.trimmingPrefix(/\s+/) }) {
            if let last = lines.last, last.hasSuffix("\\") {
                lines[lines.count - 1] = String(last.dropLast()) + line
            } else {
                lines.append(String(line))
            }
        }
        return (lines + spans).flatMap(ShownCommand.all).filter { programs.contains($0.program) }
    }
}
