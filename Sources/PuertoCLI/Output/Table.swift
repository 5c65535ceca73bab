/// Rows of text in aligned columns, two spaces apart.
struct Table {
    let rows: [[String]]

    init(_ rows: [[String]]) { self.rows = rows }

    var text: String {
        var widths: [Int] = []
        for row in rows {
            for (index, cell) in row.enumerated() {
                if index == widths.count { widths.append(0) }
                widths[index] = max(widths[index], cell.columns)
            }
        }
        return rows.map { line($0, widths) }.joined()
    }

    private func line(_ row: [String], _ widths: [Int]) -> String {
        var line = ""
        for (index, cell) in row.enumerated() {
            line += cell
            guard row[(index + 1)...].contains(where: { !$0.isEmpty }) else { break }
            line += String(repeating: " ", count: widths[index] - cell.columns + 2)
        }
        return line + "\n"
    }
}

extension String {
    /// The width in columns of a terminal: two for East Asian signs and emoji.
    fileprivate var columns: Int { reduce(0) { $0 + ($1.isWide ? 2 : 1) } }
}

extension Character {
    fileprivate var isWide: Bool {
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
