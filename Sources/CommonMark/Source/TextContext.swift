/// Where bytes of the source end up: it decides what a marker in them prints.
enum TextContext {
    case text, code, attribute, codeInAttribute, info, html
    /// Text for an id or a title: nothing escaped, markers as written.
    case plain
}
