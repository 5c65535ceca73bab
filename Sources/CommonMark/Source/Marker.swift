/// A stretch of the source that cmark must not look into.
///
/// The parsed source has a punctuation mark in its place that the source does not contain, a
/// number, and the mark again. Its neighbours keep the flanking they had next to `{{` or `\~`.
struct Marker {
    enum Kind {
        /// Prints the value of a name.
        case placeholder
        /// `\{{name}}`: in code a backslash and the value, everywhere else `{{name}}`.
        case escapedPlaceholder
        /// `{{\name}}`: prints `{{name}}`.
        case literalBraces
        /// A tilde written as an escape or as an entity.
        case tilde
        /// `[^label]:` at the start of a line.
        case footnote
    }

    let kind: Kind
    let line: Int
    /// Its range in the original source.
    let source: Range<Int>
    /// The range of its placeholder's name or its footnote's label there.
    let name: Range<Int>
}
