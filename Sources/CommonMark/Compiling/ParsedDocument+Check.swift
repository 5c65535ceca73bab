internal import CCMark

extension ParsedDocument {
    /// True when each line of each table has become a thematic break.
    var showsAllTables: Bool {
        guard let root = tree.root else { return false }
        let wanted = tables.reduce(0) { $0 + $1.lineCount }
        var found = 0
        var place = 0
        var next = firstBlock
        while let node = next {
            next = node.nextBlock(below: root)
            guard node.type == CMARK_NODE_THEMATIC_BREAK else { continue }
            let line = node.startLine - lineOffset
            while place < tables.count, tables[place].firstLine + tables[place].lineCount <= line {
                place += 1
            }
            if place < tables.count, tables[place].firstLine <= line { found += 1 }
        }
        return found == wanted
    }
}
