import CommonMark
import Hypertext

/// The HTML of a text, with placeholders and destinations as written.
func html(_ markdown: String, _ change: (inout MarkdownOptions) -> Void = { _ in }) -> String {
    var out = HTML()
    document(markdown, change).render(into: &out)
    return out.text
}

/// The same in bare mode with raw HTML allowed, as the CommonMark examples have it.
func bare(_ markdown: String) -> String {
    html(markdown) {
        $0.isBare = true
        $0.allowsHTML = true
    }
}

func document(
    _ markdown: String, _ change: (inout MarkdownOptions) -> Void = { _ in }
) -> MarkdownDocument {
    var options = MarkdownOptions()
    change(&options)
    return MarkdownDocument(Array(markdown.utf8), options: options)
}
