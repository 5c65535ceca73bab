import Foundation
import TestSupport

/// A command of Puerto's that a page shows, as its reader copies it.
struct PageCommand: Hashable, CustomStringConvertible {
    /// The words without the program's name.
    let words: [String]

    var description: String { (["puerto"] + words).joined(separator: " ") }

    /// Its verb, as in `tenant edit`.
    var verb: String {
        words.prefix { $0.wholeMatch(of: /[a-z-]+/) != nil }.prefix(2).joined(separator: " ")
    }
}

extension PageCommand {
    /// The commands of a page: of its blocks, of what has a copy button, and of its actions.
    static func all(in page: String) -> Set<PageCommand> {
        let texts =
            page.matches(of: #/<code[^>]*>(?<text>[^<]*(?:<(?!/code>)[^<]*)*)</code>/#)
            .map { String($0.text).replacing(#/<[^>]*>/#, with: "") }
            + page.matches(of: #/data-command="(?<text>[^"]*)"/#).map { String($0.text) }
        let lines = texts.flatMap { plain($0).split(separator: "\n") }
        return Set(lines.compactMap { PageCommand(line: String($0)) })
    }

    /// `nil` for a line that is no command of Puerto's. A redirection is the shell's.
    init?(line: String) {
        let words = ShellWords.of(line.replacing(#/\s+(#|&&|\|).*/#, with: ""))
        guard words.first == "puerto", words.count > 1 else { return nil }
        self.words = Array(words.dropFirst().prefix { $0 != "<" && $0 != ">" })
    }

    private static func plain(_ markup: String) -> String {
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
            .reduce(markup) { $0.replacing($1.0, with: $1.1) }
    }
}
