internal import CCMark

extension Compiler {
    /// One look at the blocks for what must be known before the first of them is written: the
    /// smallest heading level, and where the footnotes are.
    mutating func survey(_ first: Node?) {
        guard let root = parsed.tree.root else { return }
        var next = first
        while let node = next {
            let type = node.type
            if type == CMARK_NODE_HEADING {
                levels.survey(node.headingLevel)
            } else if type == CMARK_NODE_PARAGRAPH, source.features.contains(.footnotes) {
                footnotes.collect(node, source)
            }
            next = node.nextBlock(below: root)
        }
    }
}

extension Node {
    /// The next block in reading order; inlines are passed over.
    func nextBlock(below root: Node) -> Node? {
        if !holdsInlines, let child = firstChild { return child }
        var node = self
        while true {
            if let next = node.next { return next }
            guard let parent = node.parent, parent != root else { return nil }
            node = parent
        }
    }
}
