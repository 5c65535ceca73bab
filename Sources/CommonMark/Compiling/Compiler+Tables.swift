extension Compiler {
    /// Writes the table whose first line the thematic break stands for; whether the break belongs
    /// to a table at all.
    mutating func writeTableLine(_ node: Node) -> Bool {
        let line = node.startLine - parsed.lineOffset
        if nextTable < parsed.tables.count, parsed.tables[nextTable].firstLine == line {
            nextTable += 1
            write(parsed.tables[nextTable - 1])
            return true
        }
        guard nextTable > 0 else { return false }
        let table = parsed.tables[nextTable - 1]
        return line < table.firstLine + table.lineCount
    }
}

extension Compiler {
    private mutating func write(_ table: Table) {
        startLine()
        if !options.isBare { writeRegionStart(table) }
        out.append("<table>\n<thead>\n")
        writeRow(table, 0, isHeader: true)
        out.append("</thead>\n")
        if table.rows.count > 1 {
            out.append("<tbody>\n")
            for row in 1..<table.rows.count { writeRow(table, row, isHeader: false) }
            out.append("</tbody>\n")
        }
        out.append(options.isBare ? "</table>\n" : "</table></div>\n")
        rowLine = nil
    }

    private mutating func writeRow(_ table: Table, _ row: Int, isHeader: Bool) {
        // The delimiter row stands between the header and the first row.
        rowLine = table.firstLine + (row == 0 ? 0 : row + 1)
        out.append("<tr>\n")
        for (column, alignment) in table.alignments.enumerated() {
            writeCellStart(alignment, isHeader: isHeader)
            if column < table.rows[row].count, !table.rows[row][column].isEmpty { writeCell() }
            out.append(isHeader ? "</th>\n" : "</td>\n")
        }
        out.append("</tr>\n")
    }

    private mutating func writeCellStart(_ alignment: Table.Alignment, isHeader: Bool) {
        out.append(isHeader ? "<th" : "<td")
        if isHeader, !options.isBare { out.append(" scope=\"col\"") }
        if let name = alignment.name {
            out.append(options.isBare ? " align=\"" : " class=\"")
            out.append(name)
            out.append("\"")
        }
        out.append(">")
    }

    private mutating func writeCell() {
        guard let cell = nextCell else { return }
        nextCell = cell.next
        prepareText(of: cell)
        if let guardText = cell.firstChild { lead = (guardText, 2) }
        walk(inside: cell)
        lead = nil
    }

    /// A wide table scrolls by itself: a region that keys reach, named after its columns.
    private mutating func writeRegionStart(_ table: Table) {
        var label = options.wording.tableScroll
        var cell = nextCell
        for (column, range) in table.rows[0].enumerated() where !range.isEmpty {
            guard let node = cell else { break }
            cell = node.next
            guard column < 8 else { break }
            prepareText(of: node)
            if let guardText = node.firstChild { lead = (guardText, 2) }
            label += (column == 0 ? ": " : ", ") + plainText(of: node)
            lead = nil
        }
        if !tableLabels.insert(label).inserted {
            label += " (\(nextTable))"
            tableLabels.insert(label)
        }
        out.append("<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"")
        out.append(escaping: label)
        out.append("\">")
    }
}
