import ArgumentParser
import CommonMark
import Hypertext
import PuertoCore

/// `puerto markdown [FILE]`; only front matter is left out.
struct MarkdownCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "markdown",
        abstract: "Print the HTML of a Markdown file.",
        discussion: "Placeholders such as {{tenant.name}} are printed as written.")

    @Argument(help: "The file; '-' or nothing reads standard input.")
    var file = "-"

    @Flag(help: "Keep raw HTML and any destination.")
    var allowHTML = false

    @Flag(help: "CommonMark's HTML and no more: no ids, labels or buttons; front matter is text.")
    var bare = false

    func run() throws {
        let source = try MarkdownFile(file).read()
        try FileDescriptorOutput.standard.write(html(source).bytes)
    }
}

extension MarkdownCommand {
    private func html(_ source: [UInt8]) -> HTML {
        var options = MarkdownOptions()
        options.allowsHTML = allowHTML
        options.isBare = bare
        var html = HTML()
        if bare {
            MarkdownDocument(source, options: options).render(into: &html)
        } else {
            let parts = MarkdownSource(source)
            MarkdownDocument(Array(parts.body), firstLine: parts.bodyLine, options: options)
                .render(into: &html)
        }
        return html
    }
}
