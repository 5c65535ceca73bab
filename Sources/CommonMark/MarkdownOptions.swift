/// How a document becomes HTML.
package struct MarkdownOptions: Sendable {
    /// Off: raw HTML is dropped, and a destination that could run a script is left empty.
    package var allowsHTML = false

    /// On: no ids on headings, no labels and buttons on code; exactly CommonMark's HTML.
    package var isBare = false

    /// Stands before every id, so that several documents fit on one page.
    package var idPrefix = ""

    /// The level the document's highest heading gets, and no heading is more than one level below
    /// the one before it; `nil` leaves the levels as written.
    package var headingBase: Int?

    /// Off: `{{name}}` is ordinary text.
    package var fillsPlaceholders = true

    /// On: a filled-in value tells by its title which placeholder it is.
    package var labelsValues = true
    package var wording = MarkdownWording.english

    package init() {}
}
