/// The place that bytes of the source are written to. It decides what a marker in them prints.
enum TextContext {
    case text, code, attribute, codeInAttribute, info, html
    /// The text of an id or a title: nothing is escaped, and markers stand as written.
    case plain
}
