extension MarkdownText {
    /// The anchors that GitHub gives its headings, and those it names itself.
    var anchors: Set<String> {
        var seen: [String: Int] = [:]
        var anchors: Set<String> = []
        for line in prose {
            if let heading = line.wholeMatch(of: /#{1,6}\s+(.+?)\s*#*/) {
                let slug = Self.slug(String(heading.output.1))
                let count = seen[slug, default: 0]
                seen[slug] = count + 1
                anchors.insert(count == 0 ? slug : "\(slug)-\(count)")
            }
            for match in line.matches(of: /(?:id|name)="([^"]+)"/) {
                anchors.insert(String(match.output.1))
            }
        }
        return anchors
    }

    /// Letters, digits, `-` and `_` in lower case; white space as hyphens; nothing else.
    static func slug(_ heading: String) -> String {
        let text = heading.replacing(/!?\[([^\]]*)\]\([^)]*\)/) { $0.output.1 }
        return String(
            text.lowercased().compactMap { character in
                if character == " " { return "-" }
                let isKept = character.isLetter || character.isNumber
                return isKept || character == "-" || character == "_" ? character : nil
            })
    }
}
