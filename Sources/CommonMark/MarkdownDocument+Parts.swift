package import Hypertext

extension MarkdownDocument {
    /// A heading, as a table of contents needs it.
    package struct Heading: Sendable {
        /// 1…6, after rebasing.
        package let level: Int
        /// The id with the prefix of the options; empty in a bare document.
        package let id: String
        /// The content as plain text, with placeholders as written.
        package let title: String
        /// The content without links, images and raw HTML, with placeholders as written.
        package let titleHTML: HTML
        /// `titleHTML` with holes for its placeholders; `nil` when it has none.
        let template: Template?
    }

    /// A relative destination: no scheme, no host, no placeholder in it.
    package struct Link: Sendable, Hashable {
        /// The destination with entities and backslash escapes resolved, not percent-encoded.
        package let destination: String
        package let line: Int
        package let isImage: Bool
    }

    /// One use of a placeholder.
    package struct Placeholder: Sendable, Hashable {
        package let name: String
        package let line: Int
    }

    /// The value of a placeholder.
    package struct Value: Sendable, Hashable {
        package var text: String
        /// Off: `text` is a stand-in, and the page marks the value as missing.
        package var isKnown: Bool

        package init(text: String, isKnown: Bool = true) {
            self.text = text
            self.isKnown = isKnown
        }
    }
}
