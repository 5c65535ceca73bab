extension Compiler {
    /// Writes the table whose first line the thematic break stands for; returns whether the break
    /// belongs to a table at all.
    mutating func writeTableLine(_ node: Node) -> Bool {
        let line = lines.sourceLine(of: node)
        guard let table = tables.begin(parsed.tables, at: line) else {
            return tables.isInside(parsed.tables, line)
        }
        write(table)
        return true
    }
}

extension Compiler {
    private mutating func write(_ table: Table) {
        out.startLine()
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
        lines.row = nil
    }

    private mutating func writeRow(_ table: Table, _ row: Int, isHeader: Bool) {
        // The delimiter row stands between the header and the first row.
        lines.row = table.firstLine + (row == 0 ? 0 : row + 1)
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
        guard let cell = tables.takeCell() else { return }
        prepareText(of: cell)
        if let guardText = cell.firstChild { marks.lead = (guardText, 2) }
        walk(inside: cell)
        marks.lead = nil
    }

    /// Opens a region that scrolls by itself and that the keyboard reaches, named after the
    /// columns.
    private mutating func writeRegionStart(_ table: Table) {
        var label = options.wording.tableScroll
        var cell = tables.nextCell
        for (column, range) in table.rows[0].enumerated() where !range.isEmpty {
            guard let node = cell else { break }
            cell = node.next
            guard column < 8 else { break }
            prepareText(of: node)
            if let guardText = node.firstChild { marks.lead = (guardText, 2) }
            label += (column == 0 ? ": " : ", ") + plainText(of: node)
            marks.lead = nil
        }
        out.append("<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"")
        out.append(escaping: tables.unique(label))
        out.append("\">")
    }
}
