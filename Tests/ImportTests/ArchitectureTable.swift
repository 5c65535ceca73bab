import Foundation
import Testing

/// A table of ARCHITECTURE.md, found by the heading above it.
struct ArchitectureTable {
    /// The cells of each row, without the table's head.
    let rows: [[String]]

    /// Throws when the section or its table is missing.
    init(below heading: String, in text: String) throws {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex { $0 == "## \(heading)" }, "no '\(heading)'")
        let section = lines[(start + 1)...].prefix { !$0.hasPrefix("## ") }
        rows = section.filter { $0.hasPrefix("|") }.dropFirst(2).map(Self.cells)
        try #require(!rows.isEmpty, "no table below '\(heading)'")
    }

    static func cells(_ line: Substring) -> [String] {
        line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }

    /// The words of a cell that stand in backticks.
    static func code(_ cell: String) -> [String] {
        let parts = cell.split(separator: "`", omittingEmptySubsequences: false)
        return parts.indices.filter { $0 % 2 == 1 }.map { String(parts[$0]) }
    }
}

extension ArchitectureTable {
    /// The modules of the first column, each with the imports that the second allows.
    func imports() throws -> [String: Set<String>] {
        var table: [String: Set<String>] = [:]
        for row in rows {
            try #require(row.count == 3, "a row of other columns: \(row)")
            let names = row[1] == "–" ? [] : row[1].components(separatedBy: ", ")
            for module in Self.code(row[0]) {
                try #require(table[module] == nil, "\(module) has two rows")
                table[module] = Set(names)
            }
        }
        return table
    }
}
