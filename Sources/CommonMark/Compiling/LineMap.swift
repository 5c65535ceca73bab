/// Maps nodes to lines of the source and of the caller's file.
///
/// cmark counts from the start of what it parses, where the table cells come first. It loses the
/// lines of reference definitions, and it knows nothing of the rows of a table.
struct LineMap {
    /// The number of the source's first line in the caller's file.
    let firstLine: Int
    /// The lines of cells before the source's first line.
    let prelude: Int
    /// The line of the table row that is being written.
    var row: Int?
    /// The lines that reference definitions take from the start of the current paragraph.
    var definitions = 0
}

extension LineMap {
    /// The line of the source, from 1, on which a block begins.
    func sourceLine(of block: Node) -> Int { block.startLine - prelude }

    /// The line of the caller's file on which a node begins.
    func line(of node: Node) -> Int {
        (row ?? sourceLine(of: node) + definitions) + firstLine - 1
    }

    /// The line of the caller's file on which a marker stands.
    func line(of marker: Marker) -> Int { marker.line + firstLine - 1 }
}
