/// The marks of callouts, tasks, cells and notes, which are read before the text they stand in.
struct BlockMarks {
    /// The first bytes of a text that are not printed: a task's box, a cell's guard.
    var lead: (node: Node, count: Int)?
    /// The nodes that the mark of a callout or a task consists of.
    var skipped: [Node] = []
    /// The state of a task item whose first paragraph has not begun.
    var pendingTask: Bool?
    /// The quotes that are written as callouts.
    private var callouts: Set<Node> = []
}

extension BlockMarks {
    @inline(__always)
    func skips(_ node: Node) -> Bool { !skipped.isEmpty && skipped.contains(node) }

    /// The number of bytes at the start of a text that are not printed.
    @inline(__always)
    func leadCount(of node: Node) -> Int {
        guard let lead, lead.node == node else { return 0 }
        return lead.count
    }

    /// Returns the state of the task that waits for its paragraph, once.
    mutating func takePendingTask() -> Bool? {
        defer { pendingTask = nil }
        return pendingTask
    }

    mutating func beginCallout(_ quote: Node) { callouts.insert(quote) }

    /// Returns whether the quote that ends here was a callout.
    mutating func endCallout(_ quote: Node) -> Bool {
        !callouts.isEmpty && callouts.remove(quote) != nil
    }
}
