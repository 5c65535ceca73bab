extension Compiler {
    /// Writes the link from the text to note `number`.
    mutating func writeReference(to number: Int) {
        nameNotes(upTo: number)
        let id = ids.register("fnref-\(number)")
        footnotes.references[number - 1].append(id)
        out.append("<sup class=\"footnote-ref\"><a href=\"#")
        out.append(escaping: footnotes.noteIDs[number - 1])
        out.append("\" id=\"")
        out.append(escaping: id)
        out.append("\">")
        out.append(number)
        out.append("</a></sup>")
    }

    /// Writes the notes in the order of their numbers. A note may refer to further ones.
    mutating func compileFootnotes() {
        guard !footnotes.cited.isEmpty else { return }
        out.startLine()
        out.append("<div class=\"footnotes\" role=\"group\" aria-label=\"")
        out.append(escaping: options.wording.footnotes)
        out.append("\">\n<ol>\n")
        var index = 0
        while index < footnotes.cited.count {
            writeNote(footnotes.cited[index], index)
            index += 1
        }
        out.append("</ol>\n</div>\n")
    }

    private mutating func writeNote(_ note: Footnotes.Definition, _ index: Int) {
        nameNotes(upTo: index + 1)
        out.append("<li id=\"")
        out.append(escaping: footnotes.noteIDs[index])
        out.append("\">\n<p>")
        tildes.run(from: note.first, until: note.end, below: note.paragraph)
        marks.lead = (note.first, Self.markLength(note.first.literal, source))
        walk(from: note.first, until: note.end, below: note.paragraph)
        marks.lead = nil
        for (place, id) in footnotes.references[index].enumerated() {
            out.append(" <a class=\"footnote-back\" href=\"#")
            out.append(escaping: id)
            out.append("\" aria-label=\"")
            out.append(escaping: options.wording.backToText)
            if place > 0 {
                out.append(" ")
                out.append(place + 1)
            }
            out.append("\">\u{21A9}</a>")
        }
        out.append("</p>\n</li>\n")
    }

    /// Gives ids to the notes up to `number`, also to one that is cited only where no reference is
    /// printed, as in an image's description.
    private mutating func nameNotes(upTo number: Int) {
        while footnotes.noteIDs.count < number {
            footnotes.noteIDs.append(ids.register("fn-\(footnotes.noteIDs.count + 1)"))
        }
    }

    /// The number of bytes of `[^label]:` and the blanks after it.
    private static func markLength(
        _ text: UnsafeBufferPointer<UInt8>, _ source: PreparedSource
    ) -> Int {
        var end = source.sign?.read(text, at: 0)?.end ?? 0
        while end < text.count, text[end].isBlank { end += 1 }
        return end
    }
}
