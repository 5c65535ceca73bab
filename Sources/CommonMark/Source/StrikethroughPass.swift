internal import CCMark

/// Pairs the tildes of one paragraph by GFM's rules.
///
/// Runs of one or two tildes flank as `*` does. A closer goes with the nearest opener; when their
/// lengths differ, both stay text. Emphasis and links are in the tree already, so a pair never
/// crosses their edges.
struct StrikethroughPass {
    /// A run of tildes that has found its partner.
    struct Tilde {
        let node: Node
        let offset: Int
        let length: Int
        var opens = true
        var isPaired = false
        var closes = false
        var canOpen = false
    }

    /// The openers at one depth of the tree.
    private struct Level {
        /// The index of its first opener in the stack.
        var bottom: Int
        /// No opener below these indices fits a closer of one tilde, of two.
        var searched: [Int]
    }

    private var tildes: [Tilde] = []
    private var openers: [Int] = []
    private var levels: [Level] = []
    private var place = 0
}

extension StrikethroughPass {
    /// The next paired run in `node`, in order of offsets.
    mutating func next(in node: Node) -> Tilde? {
        guard place < tildes.count, tildes[place].node == node else { return nil }
        place += 1
        return tildes[place - 1]
    }

    /// Begins again at the first run, for another walk over the same nodes.
    mutating func rewind() { place = 0 }

    /// Pairs the tildes of the inlines from `first` up to `end`.
    mutating func run(from first: Node?, until end: Node? = nil, below root: Node) {
        tildes.removeAll(keepingCapacity: true)
        openers.removeAll(keepingCapacity: true)
        levels = [Level(bottom: 0, searched: [0, 0])]
        var next = first
        while let node = next, node != end {
            if node.type == CMARK_NODE_TEXT { scan(node) }
            if let child = node.firstChild {
                levels.append(
                    Level(bottom: openers.count, searched: [openers.count, openers.count]))
                next = child
            } else {
                next = following(node, below: root)
            }
        }
        tildes.removeAll { !$0.isPaired }
        place = 0
    }

    private mutating func following(_ node: Node, below root: Node) -> Node? {
        var node = node
        while true {
            if let next = node.next { return next }
            guard let parent = node.parent, parent != root else { return nil }
            if let level = levels.popLast() { openers.removeLast(openers.count - level.bottom) }
            node = parent
        }
    }
}

extension StrikethroughPass {
    private mutating func scan(_ node: Node) {
        let text = node.literal
        var index = 0
        while index < text.count {
            guard text[index] == UInt8(ascii: "~") else {
                index += 1
                continue
            }
            var end = index + 1
            while end < text.count, text[end] == UInt8(ascii: "~") { end += 1 }
            if end - index <= 2 { add(node, text, index..<end) }
            index = end
        }
    }

    private mutating func add(
        _ node: Node, _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
    ) {
        let before = Flank.before(range.lowerBound, in: text, node)
        let after = Flank.after(range.upperBound, in: text, node)
        var tilde = Tilde(node: node, offset: range.lowerBound, length: range.count)
        tilde.canOpen = after != .space && (after != .punctuation || before != .other)
        tilde.closes = before != .space && (before != .punctuation || after != .other)
        tildes.append(tilde)
        if tilde.closes, pair(tildes.count - 1) { return }
        if tilde.canOpen { openers.append(tildes.count - 1) }
    }

    /// Returns whether the closer is settled, as a partner or as text.
    private mutating func pair(_ closer: Int) -> Bool {
        guard var level = levels.popLast() else { return false }
        defer { levels.append(level) }
        let length = tildes[closer].length
        var index = openers.count - 1
        let bottom = max(level.bottom, level.searched[length - 1])
        while index >= bottom {
            let opener = tildes[openers[index]]
            // The rule of three, as for emphasis.
            let isOdd =
                (tildes[closer].canOpen || opener.closes) && (opener.length + length) % 3 == 0
            if !isOdd { break }
            index -= 1
        }
        guard index >= bottom else {
            level.searched[length - 1] = openers.count
            return false
        }
        let opener = openers[index]
        openers.removeLast(openers.count - index)
        level.searched = level.searched.map { min($0, openers.count) }
        if tildes[opener].length == length {
            tildes[opener].isPaired = true
            tildes[closer].isPaired = true
            tildes[closer].opens = false
        }
        return true
    }
}
