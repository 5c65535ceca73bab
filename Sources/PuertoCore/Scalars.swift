extension Unicode.Scalar {
    /// Neither a control character nor one that changes the direction or order of the text around
    /// it (Unicode Bidi controls, line and paragraph separators, byte order mark).
    var isPlain: Bool {
        switch value {
        case 0..<0x20, 0x7F..<0xA0: false
        case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: false
        default: true
        }
    }
}

extension UInt8 {
    var isLowerLetter: Bool { self >= 0x61 && self <= 0x7A }
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }
}

extension String {
    /// A text of one line for people: 1…`limit` bytes of UTF-8, no control or direction marks.
    package static func line(_ text: String, called what: String, limit: Int = 200) throws -> String
    {
        guard !text.isEmpty else { throw PuertoError(.invalid, "\(what) is empty") }
        guard text.utf8.count <= limit else {
            throw PuertoError(
                .invalid, "\(what) \(PuertoError.quote(text)) has \(text.utf8.count) bytes",
                hint: "at most \(limit)")
        }
        guard text.unicodeScalars.allSatisfy(\.isPlain) else {
            throw PuertoError(
                .invalid,
                "\(what) \(PuertoError.quote(text)) has a control or text-direction character",
                hint: "remove it")
        }
        return text
    }
}
