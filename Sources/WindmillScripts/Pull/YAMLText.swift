internal import Windmill

/// Writes JSON values as YAML that `LayoutYAML` reads as the same values.
enum YAMLText {
    /// A whole file of an item: one key a line, in order.
    static func file(_ fields: [String: JSONValue]) -> String {
        var text = ""
        appendMembers(fields, indent: 0, to: &text)
        return text
    }

    /// Appends what follows a key or a dash, with the line's end.
    private static func append(_ value: JSONValue, indent: Int, to text: inout String) {
        switch value {
        case .null: text += " null\n"
        case .bool, .integer, .fraction:
            text += " "
            JSONText.append(value, to: &text)
            text += "\n"
        case .string(let string): append(string, indent: indent, to: &text)
        case .array(let values):
            guard !values.isEmpty else { return text += " []\n" }
            text += "\n"
            for one in values {
                text += spaces(indent) + "-"
                append(one, indent: indent + 2, to: &text)
            }
        case .object(let members):
            guard !members.isEmpty else { return text += " {}\n" }
            text += "\n"
            appendMembers(members, indent: indent, to: &text)
        }
    }

    private static func appendMembers(
        _ members: [String: JSONValue], indent: Int, to text: inout String
    ) {
        for name in members.keys.sorted() {
            let key = word(name)
            // A parser looks for the colon of a key in one line of 1,024 characters at most.
            text += spaces(indent)
            text += key.utf8.count <= 128 ? "\(key):" : "? \(key)\n\(spaces(indent)):"
            append(members[name] ?? .null, indent: indent + 2, to: &text)
        }
    }

    private static func append(_ string: String, indent: Int, to text: inout String) {
        guard string.contains("\n"), isBlock(string) else { return text += " \(word(string))\n" }
        let lines = string.split(separator: "\n", omittingEmptySubsequences: false)
        let endsWithBreak = string.hasSuffix("\n")
        text += endsWithBreak ? " |\n" : " |-\n"
        for line in endsWithBreak ? lines.dropLast() : lines[...] {
            text += line.isEmpty ? "\n" : spaces(indent) + line + "\n"
        }
    }

    /// Tells whether a literal block gives the text back: lines of plain characters, the first one
    /// not indented, and not more than one line break at the end.
    private static func isBlock(_ string: String) -> Bool {
        guard let first = string.unicodeScalars.first, first != " ", first != "\n", first != "\t",
            !string.hasSuffix("\n\n"),
            string.unicodeScalars.allSatisfy({
                $0 == "\n" || $0 == "\t" || (0x20..<0x7F).contains($0.value)
                    || (0xA0..<0x2000).contains($0.value)
            })
        else { return false }
        // A line of blanks alone could set the indentation of the block.
        return string.split(separator: "\n").allSatisfy { line in
            !line.allSatisfy { $0 == " " || $0 == "\t" }
        }
    }

    /// A text in one line: as it is when nothing in it could be read otherwise, or quoted.
    private static func word(_ string: String) -> String {
        let bytes = string.utf8
        let isPlain =
            bytes.count <= 100 && !PlainScalar.isSpecial(string)
            && bytes.first.map { isLetter($0) } == true && bytes.last != UInt8(ascii: " ")
            && bytes.allSatisfy { isLetter($0) || " _/.-0123456789".utf8.contains($0) }
        return isPlain ? string : JSONText.quoted(string)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) && byte < 0x80
    }

    private static func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }
}
