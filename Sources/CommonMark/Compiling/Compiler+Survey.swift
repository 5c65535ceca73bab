internal import CCMark

extension Compiler {
    /// Collects from all blocks what the first of them may depend on: the smallest heading level
    /// and the footnotes.
    mutating func survey(_ first: Node?) {
        guard let root = parsed.tree.root else { return }
        var next = first
        while let node = next {
            let type = node.type
            if type == CMARK_NODE_HEADING {
                outline.levels.survey(node.headingLevel)
            } else if type == CMARK_NODE_PARAGRAPH, source.features.contains(.footnotes) {
                footnotes.collect(node, source)
            }
            next = node.nextBlock(below: root)
        }
    }
}

extension Node {
    /// The next block in reading order. Inlines are passed over.
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
