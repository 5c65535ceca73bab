/// A stretch of the source that cmark must carry through whole, and what each context prints.
///
/// In the parsed source it stands as a punctuation mark the source does not contain, a number,
/// and the mark again: no inline syntax sees into it, and its neighbours keep the flanking they
/// had next to `{{` or `\~`.
struct Marker {
    enum Kind {
        /// Prints the value of a name.
        case placeholder
        /// `\{{name}}`: a value after a backslash in code, an ordinary text everywhere else.
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
    /// Where it stands in the source as it was handed in.
    let source: Range<Int>
    /// Its placeholder's name or its footnote's label there.
    let name: Range<Int>
}
