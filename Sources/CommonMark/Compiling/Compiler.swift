internal import CCMark

/// Walks a parsed tree once, writes the template and collects what a document reports.
///
/// The walk follows the nodes' links and keeps no stack, so nesting costs nothing. The parts are
/// structs stored inline: a pointer for each would cost as much as what it points to.
struct Compiler: ~Copyable {
    let source: PreparedSource
    let parsed: ParsedDocument
    let options: MarkdownOptions

    var out: TemplateWriter
    var ids: IDRegister
    var outline: HeadingOutline
    var links = LinkRegister()
    var placeholders: PlaceholderRegister
    var footnotes = Footnotes()
    var droppedHTML: [Int] = []

    var lines: LineMap
    var mode = InlineMode()
    var marks = BlockMarks()
    var tables: TableProgress
    var tildes = StrikethroughPass()

    init(
        _ source: PreparedSource, _ parsed: ParsedDocument, firstLine: Int,
        options: MarkdownOptions
    ) {
        self.source = source
        self.parsed = parsed
        self.options = options
        out = TemplateWriter(capacity: source.bytes.count + source.bytes.count / 2 + 256)
        ids = IDRegister(prefix: options.idPrefix)
        outline = HeadingOutline(base: options.headingBase)
        placeholders = PlaceholderRegister(markerCount: source.markers.count)
        lines = LineMap(firstLine: firstLine, prelude: parsed.lineOffset)
        tables = TableProgress(firstCell: parsed.tree.root?.firstChild)
    }
}

extension Compiler {
    mutating func compile() {
        guard let root = parsed.tree.root else { return }
        let first = parsed.firstBlock
        if options.headingBase != nil || source.features.contains(.footnotes) { survey(first) }
        walk(from: first, below: root)
        compileFootnotes()
    }

    /// Writes the siblings from `first` up to `end` and everything inside them.
    mutating func walk(from first: Node?, until end: Node? = nil, below root: Node) {
        var next = first
        while let node = next, node != end {
            let type = node.type
            guard enter(node, type) else {
                next = following(node, below: root)
                continue
            }
            if let child = node.firstChild {
                next = child
            } else {
                leave(node, type)
                next = following(node, below: root)
            }
        }
    }

    /// Writes the content of `node`.
    mutating func walk(inside node: Node) { walk(from: node.firstChild, below: node) }

    /// The next node in reading order after all of `node`, leaving the containers that end here.
    private mutating func following(_ node: Node, below root: Node) -> Node? {
        var node = node
        while true {
            if let next = node.next { return next }
            guard let parent = node.parent, parent != root else { return nil }
            leave(parent, parent.type)
            node = parent
        }
    }

    /// Writes the start of a node; returns whether the walk goes on to its children and `leave`.
    private mutating func enter(_ node: Node, _ type: cmark_node_type) -> Bool {
        if marks.skips(node) { return false }
        if type.rawValue >= CMARK_NODE_FIRST_INLINE.rawValue { return enterInline(node, type) }
        return enterBlock(node, type)
    }

    private mutating func leave(_ node: Node, _ type: cmark_node_type) {
        if type.rawValue >= CMARK_NODE_FIRST_INLINE.rawValue {
            leaveInline(node, type)
        } else {
            leaveBlock(node, type)
        }
    }
}
