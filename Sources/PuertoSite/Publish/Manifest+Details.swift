extension Manifest {
    /// The lists of one page's entry. In `details` each is a count, followed by its members.
    struct Details {
        /// Places in `nodes`.
        let inputs: Range<Int>
        /// Places in `pages`.
        let links: Range<Int>
        /// Three numbers each: a place in `pages`, and the lower and upper half of an id's
        /// fingerprint.
        let anchors: Range<Int>
        /// Places in `mentions`.
        let mentions: Range<Int>
        /// Places in `warnings`.
        let warnings: Range<Int>
    }

    func details(_ page: Int) -> Details {
        var position = Int(pages[page].details)
        func next(_ width: Int = 1) -> Range<Int> {
            let start = position + 1
            position = start + Int(details[position]) * width
            return start..<position
        }
        return Details(
            inputs: next(), links: next(), anchors: next(3), mentions: next(), warnings: next())
    }

    /// The anchors in other pages that a page links to.
    func anchors(_ range: Range<Int>) -> [(page: Int, id: UInt64)] {
        stride(from: range.lowerBound, to: range.upperBound, by: 3).map {
            (Int(details[$0]), UInt64(details[$0 + 1]) | UInt64(details[$0 + 2]) << 32)
        }
    }
}
