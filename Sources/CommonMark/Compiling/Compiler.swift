internal import CCMark

/// Walks a parsed tree once and writes the template, and collects what a document reports.
///
/// The walk follows the nodes' links and keeps no stack, so nesting costs nothing.
struct Compiler: ~Copyable {
    let source: PreparedSource
    let parsed: ParsedDocument
    let options: MarkdownOptions
    let firstLine: Int

    var out: ByteBuffer
    var holes: [Hole] = []

    var headings: [MarkdownDocument.Heading] = []
    var ids: IDRegister
    var links: [MarkdownDocument.Link] = []
    var names: [String] = []
    var placeholders: [MarkdownDocument.Placeholder] = []
    var droppedHTML: [Int] = []
    var uses: [PlaceholderUse] = []
    var destinations: [Destination] = []

    /// The index in `uses` of each marker that has been printed; -1 for the others.
    var useOfMarker: [Int]
    var nameIndex: [String: Int] = [:]

    /// The image whose description is being written: only text counts inside.
    var plainRoot: Node?
    /// Writing a heading's title for a table of contents: no links, nothing is reported.
    var isTitle = false
    /// Set by whatever a title leaves out.
    var titleDiffers = false
    /// Tags and breaks print nothing, and markers stand as written.
    var isPlainText = false

    /// The first bytes of a text that stand for something else: a task's box, a cell's guard.
    var lead: (node: Node, count: Int)?
    /// The nodes a callout's or a task's mark consists of.
    var skipped: [Node] = []
    /// Set between an item and its first paragraph.
    var pendingTask: Bool?
    var callouts: Set<Node> = []
    var tildes = StrikethroughPass()
    var nextTable = 0
    var nextCell: Node?
    /// The line of the table row being written.
    var rowLine: Int?
    /// Lines that reference definitions take from the start of the current paragraph.
    var definitionLines = 0
    var footnotes = Footnotes()
    var levels = HeadingLevels(base: nil)
    var tableLabels: Set<String> = []

    init(
        _ source: PreparedSource, _ parsed: ParsedDocument, firstLine: Int,
        options: MarkdownOptions
    ) {
        self.source = source
        self.parsed = parsed
        self.firstLine = firstLine
        self.options = options
        useOfMarker = Array(repeating: -1, count: source.markers.count)
        ids = IDRegister(prefix: options.idPrefix)
        out = ByteBuffer(capacity: source.bytes.count + source.bytes.count / 2 + 256)
    }

    func template() -> Template { Template(bytes: out.array, holes: holes) }
}

extension Compiler {
    mutating func compile() {
        guard let root = parsed.tree.root else { return }
        nextCell = root.firstChild
        let first = parsed.firstBlock
        levels = HeadingLevels(base: options.headingBase)
        if options.headingBase != nil || source.features.contains(.footnotes) { survey(first) }
        walk(from: first, below: root)
        compileFootnotes()
    }

    /// Writes the siblings from `first` up to `end`, with all that is in them.
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

    /// Writes what is inside of `node`.
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

    /// Whether the children are to be walked, and `leave` called after them.
    private mutating func enter(_ node: Node, _ type: cmark_node_type) -> Bool {
        if !skipped.isEmpty, skipped.contains(node) { return false }
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

    /// Begins a new line unless one has just begun.
    mutating func startLine() {
        if out.last != UInt8(ascii: "\n") || holes.last?.offset == out.count, out.count > 0 {
            out.append(UInt8(ascii: "\n"))
        }
    }

    /// The line in the caller's file.
    func line(of node: Node) -> Int {
        let line = rowLine ?? node.startLine - parsed.lineOffset + definitionLines
        return line + firstLine - 1
    }
}
