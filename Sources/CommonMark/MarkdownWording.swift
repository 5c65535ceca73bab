/// The words that Puerto adds to a document.
package struct MarkdownWording: Sendable, Hashable {
    package var copy: String
    package var note: String
    package var tip: String
    package var warning: String
    package var danger: String
    package var footnotes: String
    package var backToText: String
    package var taskOpen: String
    package var taskDone: String
    /// The first word of the name of a table's scrolling region; the column titles follow.
    package var tableScroll: String
}

extension MarkdownWording {
    package static let english = MarkdownWording(
        copy: "Copy", note: "Note", tip: "Tip", warning: "Warning", danger: "Danger",
        footnotes: "Footnotes", backToText: "Back to the text", taskOpen: "to do",
        taskDone: "done", tableScroll: "Table")

    package static let spanish = MarkdownWording(
        copy: "Copiar", note: "Nota", tip: "Consejo", warning: "Aviso", danger: "Peligro",
        footnotes: "Notas", backToText: "Volver al texto", taskOpen: "pendiente",
        taskDone: "hecho", tableScroll: "Tabla")
}
