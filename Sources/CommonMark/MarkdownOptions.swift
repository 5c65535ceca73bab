/// The options of compiling a document.
package struct MarkdownOptions: Sendable {
    /// Off: raw HTML is dropped, and a destination that could run a script is left empty.
    package var allowsHTML = false

    /// On: no ids on headings, no labels and buttons on code; exactly CommonMark's HTML.
    package var isBare = false

    /// The prefix of every id, so that several documents fit on one page.
    package var idPrefix = ""

    /// The level of the document's highest heading; `nil` leaves the levels as written. No heading
    /// is then more than one level below the one before it.
    package var headingBase: Int?

    /// Off: `{{name}}` is ordinary text.
    package var fillsPlaceholders = true

    /// On: the title of a value names its placeholder.
    package var labelsValues = true
    package var wording = MarkdownWording.english

    package init() {}
}
