/// The walk's place among the tables of a document and their cells.
struct TableProgress {
    /// The number of tables that have begun.
    private(set) var count = 0
    /// The next cell, a paragraph at the tree's start.
    private(set) var nextCell: Node?
    private var labels: Set<String> = []

    init(firstCell: Node?) { nextCell = firstCell }
}

extension TableProgress {
    /// Enters the next table if it starts on this line; returns it.
    mutating func begin(_ tables: [Table], at line: Int) -> Table? {
        guard count < tables.count, tables[count].firstLine == line else { return nil }
        count += 1
        return tables[count - 1]
    }

    /// Returns whether a line belongs to the table that began last.
    func isInside(_ tables: [Table], _ line: Int) -> Bool {
        guard count > 0 else { return false }
        return line < tables[count - 1].firstLine + tables[count - 1].lineCount
    }

    mutating func takeCell() -> Node? {
        let cell = nextCell
        nextCell = cell?.next
        return cell
    }

    /// Returns `label`, with the table's number when another table has the same.
    mutating func unique(_ label: String) -> String {
        if labels.insert(label).inserted { return label }
        let numbered = "\(label) (\(count))"
        labels.insert(numbered)
        return numbered
    }
}
