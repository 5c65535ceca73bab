import Foundation

/// The parts of a Markdown document that the checks read: prose, code, headings and links.
struct MarkdownText {
    /// Everything outside of code blocks, with empty lines in their places.
    let prose: [String]
    /// The lines of fenced and indented code blocks.
    private(set) var code: [String] = []

    init(_ text: String) {
        var prose: [String] = []
        var fence: String?
        // An indented block begins after an empty line only; in a list it is a paragraph.
        var mayIndent = true
        for line in text.components(separatedBy: "\n") {
            let mark = line.trimmingCharacters(in: .whitespaces).prefix { $0 == "`" || $0 == "~" }
            let isIndented = line.hasPrefix("    ") && mayIndent
            if let open = fence {
                if mark.count >= 3, mark.hasPrefix(open) { fence = nil } else { code.append(line) }
                prose.append("")
            } else if mark.count >= 3, !isIndented {
                fence = String(mark)
                prose.append("")
            } else if isIndented {
                code.append(line)
                prose.append("")
            } else {
                prose.append(line)
                let isItem = line.firstMatch(of: /^\s*([-*]|\d+\.)\s/) != nil
                mayIndent = line.isEmpty ? mayIndent : line.hasPrefix("#")
                if line.isEmpty { mayIndent = !Self.isInList(prose) }
                if isItem { mayIndent = false }
            }
        }
        self.prose = prose
    }

    /// Whether the last paragraph before an empty line is an item, or indented below one.
    private static func isInList(_ prose: [String]) -> Bool {
        guard let last = prose.last(where: { !$0.isEmpty }) else { return false }
        return last.hasPrefix("  ") || last.firstMatch(of: /^([-*]|\d+\.)\s/) != nil
    }
}

extension MarkdownText {
    /// The code spans of its prose, their line ends as spaces.
    var spans: [String] {
        let text = prose.joined(separator: "\n")
        return text.matches(of: /(?<mark>`+)(?<span>.+?)\k<mark>/.dotMatchesNewlines())
            .map { String($0.output.span).replacing("\n", with: " ") }
    }

    /// Its prose without code spans, which may look like links.
    private var plain: String {
        prose.joined(separator: "\n").replacing(/(`+).+?\1/.dotMatchesNewlines(), with: "")
    }

    /// The destinations of its links and pictures, as they are written.
    var links: [String] {
        let text = plain
        return text.matches(of: /\]\(\s*<?([^)>\s]+)>?[^)]*\)/).map { String($0.output.1) }
            + text.matches(of: /(?m)^\[[^\]]+\]:\s+(\S+)/).map { String($0.output.1) }
            + text.matches(of: /(?:src|srcset|href)="([^"]+)"/).map { String($0.output.1) }
    }
}
