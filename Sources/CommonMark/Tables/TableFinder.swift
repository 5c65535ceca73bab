internal import CCMark

/// Finds the pipe tables of a source and parses it so that the tree shows them.
///
/// cmark knows no tables and gives no access to its inline parser. So a first parse tells which
/// lines are paragraphs. Tables by GFM's rules are replaced by thematic breaks, one for each line.
/// A second parse takes the cells, each as a paragraph, followed by the changed source, whose
/// reference definitions then hold for the cells too. The text after a table that ends early is
/// parsed again as well, and may contain another table.
struct TableFinder {
    /// The number of tables that may follow each other in one paragraph; further ones stay text.
    private static let maximumRounds = 8

    let bytes: UnsafeBufferPointer<UInt8>
    let lines: LineIndex
    private let candidates: [Int]
    private var padding = 0

    static func parse(_ source: PreparedSource) -> ParsedDocument {
        let plain = ParsedDocument(Tree(source.bytes, isValidUTF8: source.isValidUTF8))
        guard source.features.contains(.tables), let lines = source.lines else { return plain }
        return source.bytes.withUnsafeBufferPointer { bytes in
            guard var finder = TableFinder(bytes, lines) else { return plain }
            return finder.parse(plain, isValidUTF8: source.isValidUTF8)
        }
    }

    /// `nil` when no line could be a delimiter row.
    private init?(_ bytes: UnsafeBufferPointer<UInt8>, _ lines: LineIndex) {
        self.bytes = bytes
        self.lines = lines
        candidates = (1..<max(lines.count + 1, 2)).filter {
            Self.couldDelimit(bytes[lines.content($0, in: bytes)])
        }
        guard !candidates.isEmpty else { return nil }
    }

    private mutating func parse(
        _ plain: ParsedDocument, isValidUTF8: Bool
    ) -> ParsedDocument {
        var parsed = plain
        for _ in 0..<Self.maximumRounds {
            let found = find(in: parsed)
            guard !found.isEmpty else { break }
            let tables = (parsed.tables + found).sorted { $0.firstLine < $1.firstLine }
            var rewriting = TableRewriting(bytes, lines)
            rewriting.rewrite(tables)
            let tree = Tree(
                prelude: rewriting.cells, rewriting.source, isValidUTF8: isValidUTF8)
            var next = ParsedDocument(tree)
            next.tables = tables
            next.cellCount = rewriting.cellCount
            // When cmark reads the lines in another way than expected, the text stays as it was.
            guard next.showsAllTables else { break }
            parsed = next
        }
        return parsed
    }

    /// Returns whether a line has only the characters of a delimiter row, and those it must have.
    private static func couldDelimit(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        var hasDash = false
        var hasMark = false
        for byte in line {
            switch byte {
            case UInt8(ascii: "-"): hasDash = true
            case UInt8(ascii: "|"), UInt8(ascii: ":"): hasMark = true
            case UInt8(ascii: ">"): continue
            case _ where byte.isCellBlank: continue
            default: return false
            }
        }
        return hasDash && hasMark
    }
}

extension TableFinder {
    /// The tables among the paragraphs of a tree; at most one in each paragraph.
    private mutating func find(in parsed: ParsedDocument) -> [Table] {
        guard let root = parsed.tree.root else { return [] }
        let offset = parsed.lineOffset
        var tables: [Table] = []
        var next = parsed.firstBlock
        var place = 0
        while let node = next {
            next = node.nextBlock(below: root)
            guard node.holdsInlines else { continue }
            let range = node.startLine - offset...lastLine(of: node, offset)
            while place < candidates.count, candidates[place] <= range.lowerBound { place += 1 }
            guard place < candidates.count, candidates[place] <= range.upperBound,
                let containers = Containers(of: node, lineOffset: offset, bytes, lines)
            else { continue }
            if let table = table(node, range, candidates[place...], containers) {
                tables.append(table)
            }
        }
        return tables
    }

    /// The last line of a block. cmark gives an underlined heading the line after it, unless the
    /// heading ends the document.
    private func lastLine(of node: Node, _ offset: Int) -> Int {
        let last = max(node.startLine, node.endLine) - offset
        guard node.type == CMARK_NODE_HEADING, last > node.startLine - offset else { return last }
        let line = bytes[lines.content(last, in: bytes)]
        let isUnderline = line.last { !$0.isBlank }.map { "=-".utf8.contains($0) } ?? false
        let hasMark = line.contains { $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: ":") }
        return isUnderline && !hasMark ? last : last - 1
    }

    private mutating func table(
        _ node: Node, _ range: ClosedRange<Int>, _ candidates: ArraySlice<Int>,
        _ containers: Containers
    ) -> Table? {
        for line in candidates.prefix(while: { $0 <= range.upperBound }) {
            guard let delimiter = text(line, containers),
                let alignments = alignments(delimiter)
            else { continue }
            let isFirst = line - 1 == range.lowerBound
            let header = isFirst ? firstText(node, line - 1) : headerText(line - 1, containers)
            // As in cmark-gfm, after a header that does not fit the paragraph has no table.
            guard let header, let cells = TableRow.cells(bytes, header),
                cells.count == alignments.count
            else { return nil }
            let start = isFirst ? header.lowerBound : headerStart(line - 1, containers)
            var table = Table(
                firstLine: line - 1, alignments: alignments, rows: [cells],
                lineStarts: [start, delimiter.lowerBound])
            addRows(to: &table, from: line + 1, through: range.upperBound, containers)
            return table
        }
        return nil
    }

    private mutating func addRows(
        to table: inout Table, from first: Int, through last: Int, _ containers: Containers
    ) {
        guard first <= last else { return }
        for line in first...last {
            guard let range = text(line, containers), !BlockStart.ends(table: bytes, range),
                let cells = TableRow.cells(bytes, range)
            else { return }
            padding += max(table.alignments.count - cells.count, 0)
            // A wide header over many short rows prints far more than was written.
            guard padding <= 100_000 else { return }
            table.rows.append(Array(cells.prefix(table.alignments.count)))
            table.lineStarts.append(range.lowerBound)
        }
    }

    private func alignments(_ line: Range<Int>) -> [Table.Alignment]? {
        guard let cells = TableRow.cells(bytes, line) else { return nil }
        var alignments: [Table.Alignment] = []
        alignments.reserveCapacity(cells.count)
        for cell in cells {
            guard let alignment = Table.Alignment(bytes[cell]) else { return nil }
            alignments.append(alignment)
        }
        return alignments
    }

    /// The text of a line inside the containers; `nil` for a lazy or an indented line.
    private func text(_ line: Int, _ containers: Containers) -> Range<Int>? {
        guard var cursor = containers.cursor(line), cursor.indent < 4 else { return nil }
        cursor.skipIndent()
        return cursor.offset < cursor.end ? cursor.offset..<cursor.end : nil
    }

    /// The text of a header. It may be indented by any width, as a paragraph's line may.
    private func headerText(_ line: Int, _ containers: Containers) -> Range<Int>? {
        guard var cursor = containers.cursor(line) else { return nil }
        cursor.skipIndent()
        return cursor.offset < cursor.end ? cursor.offset..<cursor.end : nil
    }

    /// The offset of a header's thematic break: before its indentation, which would make it text.
    private func headerStart(_ line: Int, _ containers: Containers) -> Int {
        containers.cursor(line)?.offset ?? 0
    }

    /// The text of a header on the first line of its block.
    private func firstText(_ node: Node, _ line: Int) -> Range<Int>? {
        let range = lines.content(line, in: bytes)
        let start = range.lowerBound + node.startColumn - 1
        return start < range.upperBound ? start..<range.upperBound : nil
    }
}
