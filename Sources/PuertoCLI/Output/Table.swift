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
