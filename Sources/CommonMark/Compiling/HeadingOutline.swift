/// The headings written so far, and the levels they are printed at.
struct HeadingOutline {
    private(set) var headings: [MarkdownDocument.Heading] = []
    var levels: HeadingLevels

    /// `base` is the level of the highest heading; `nil` leaves the levels as written.
    init(base: Int?) { levels = HeadingLevels(base: base) }

    mutating func add(_ heading: MarkdownDocument.Heading) { headings.append(heading) }
}
