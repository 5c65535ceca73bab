/// A tree together with the tables in it.
///
/// Each line of a table is a thematic break in the tree, and the cells with text are the paragraphs
/// at the tree's start, in order.
struct ParsedDocument {
    let tree: Tree
    var tables: [Table] = []
    var cellCount = 0

    init(_ tree: Tree) { self.tree = tree }

    /// The number of lines that the cells take up before the source's first line.
    var lineOffset: Int { cellCount * 2 }

    /// The first block of the source itself.
    var firstBlock: Node? {
        var node = tree.root?.firstChild
        for _ in 0..<cellCount { node = node?.next }
        return node
    }
}
