extension String {
    /// The width in columns of a terminal: two for East Asian signs and emoji.
    var columns: Int { reduce(0) { $0 + $1.columns } }

    /// The text, or its beginning and … where it is wider than that many columns.
    func cut(to width: Int) -> String {
        guard columns > width else { return self }
        var (kept, used) = ("", 0)
        for character in self {
            guard used + character.columns < width else { break }
            kept.append(character)
            used += character.columns
        }
        while kept.last == " " { kept.removeLast() }
        return kept + "…"
    }

    /// The text in lines of at most that many columns, broken at spaces; a word that is wider has a
    /// line of its own. Every line but the first begins with `indent`.
    func wrapped(to width: Int, indent: String = "  ") -> [String] {
        guard columns > width else { return [self] }
        var lines: [String] = []
        var line = String(prefix { $0 == " " })
        var isFresh = true
        for word in split(separator: " ") {
            if !isFresh, line.columns + 1 + String(word).columns > width {
                lines.append(line)
                (line, isFresh) = (indent, true)
            }
            line += (isFresh ? "" : " ") + word
            isFresh = false
        }
        return lines + [line]
    }
}

extension Character {
    fileprivate var columns: Int { isWide ? 2 : 1 }

    private var isWide: Bool {
        guard let first = unicodeScalars.first, first.value >= 0x1100 else { return false }
        switch first.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF:
            return true
        case 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD: return true
        default:
            return first.properties.isEmojiPresentation
                || unicodeScalars.contains { $0.value == 0xFE0F }
        }
    }
}
