package import Hypertext

extension MarkdownDocument {
    /// A heading and what a table of contents needs of it.
    package struct Heading: Sendable {
        /// 1…6, after rebasing.
        package let level: Int
        /// With the prefix of the options; empty in a bare document.
        package let id: String
        /// Plain text; placeholders stand as written.
        package let title: String
        /// The content without links, images and raw HTML; placeholders stand as written.
        package let titleHTML: HTML
        /// The same with its placeholders open; `nil` when it has none.
        let template: Template?
    }

    /// A relative destination: no scheme, no host, no placeholder in it.
    package struct Link: Sendable, Hashable {
        /// As written, with entities and backslash escapes resolved, not percent-encoded.
        package let destination: String
        package let line: Int
        package let isImage: Bool
    }

    /// One use of a placeholder.
    package struct Placeholder: Sendable, Hashable {
        package let name: String
        package let line: Int
    }

    /// What a placeholder stands for.
    package struct Value: Sendable, Hashable {
        package var text: String
        /// Off: `text` is a stand-in, and the page shows that the value is missing.
        package var isKnown: Bool

        package init(text: String, isKnown: Bool = true) {
            self.text = text
            self.isKnown = isKnown
        }
    }
}
