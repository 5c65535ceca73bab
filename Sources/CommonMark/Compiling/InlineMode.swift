/// Selects what the inlines of a block print: markup, plain text, or a title.
struct InlineMode {
    /// The image whose description is being written: only its text counts.
    var image: Node?
    /// On: only text is written, and placeholders as spelled.
    var isPlainText = false
    /// On: a title for a table of contents is written, without links and without any reports.
    var isTitle = false
    /// On: the heading has something that a title leaves out.
    var titleDiffers = false
}

extension InlineMode {
    /// True when tags are left out.
    var omitsTags: Bool { image != nil || isPlainText }

    /// The context of an ordinary text.
    var textContext: TextContext {
        isPlainText ? .plain : image != nil ? .attribute : .text
    }
}
