package import Hypertext

/// A Markdown text, compiled once and rendered many times: CommonMark 0.30 exactly, with pipe
/// tables, task lists, strikethrough, callouts, footnotes and placeholders.
///
/// It accepts every text, in time proportional to its length.
package struct MarkdownDocument: Sendable {
    package let headings: [Heading]
    /// All ids that the document defines.
    package let ids: Set<String>
    /// All relative destinations, in reading order.
    package let links: [Link]
    /// The distinct placeholder names, in order of first use.
    package let names: [String]
    /// The places that print a placeholder.
    package let placeholders: [Placeholder]
    /// The lines on which raw HTML was dropped.
    package let droppedHTML: [Int]

    let body: Template
    let labelsValues: Bool
    let uses: [PlaceholderUse]
    let destinations: [Destination]

    /// Compiles `source`, whose first line is reported as `firstLine`.
    package init(
        _ source: [UInt8], firstLine: Int = 1, options: MarkdownOptions = MarkdownOptions()
    ) {
        let prepared = PreparedSource(source, options: options)
        let parsed = TableFinder.parse(prepared)
        var compiler = Compiler(prepared, parsed, firstLine: firstLine, options: options)
        compiler.compile()
        labelsValues = options.labelsValues
        headings = compiler.outline.headings
        ids = compiler.ids.all
        links = compiler.links.links
        names = compiler.placeholders.names
        placeholders = compiler.placeholders.places
        droppedHTML = compiler.droppedHTML
        body = compiler.out.template
        uses = compiler.placeholders.uses
        destinations = compiler.links.destinations
    }
}

extension MarkdownDocument {
    /// Appends the HTML with `values` parallel to `names` and `destinations` parallel to `links`.
    package func render(into out: inout HTML, values: [Value], destinations: [String]) {
        body.render(into: &out, Filling(document: self, values: values, destinations: destinations))
    }

    /// Appends the HTML with placeholders and destinations as they were written.
    package func render(into out: inout HTML) {
        body.render(into: &out, Filling(document: self, values: nil, destinations: nil))
    }

    /// Appends a heading's content without links, for a table of contents.
    package func renderTitle(of heading: Heading, into out: inout HTML, values: [Value]) {
        guard let template = heading.template else { return out.append(heading.titleHTML) }
        template.render(into: &out, Filling(document: self, values: values, destinations: nil))
    }
}
