extension Unicode.Scalar {
    /// Tells whether the scalar is safe in a text: it is no control character, changes neither
    /// direction nor order of the text around it (Unicode Bidi controls, line and paragraph
    /// separators, byte order mark), does not hide in it (zero-width space, word joiner, soft
    /// hyphen, tags), and is not U+FFFD, which stands for lost bytes.
    var isPlain: Bool {
        switch value {
        case 0x20..<0x7F: true
        case 0..<0x20, 0x7F..<0xA0, 0xAD: false
        case 0x061C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060, 0x2066...0x2069: false
        case 0xFEFF, 0xFFFD, 0xE0000...0xE007F: false
        default: true
        }
    }

    /// Tells whether the scalar leaves ink on the page: it is neither white space nor drawn as
    /// nothing (the joiners of emoji, variation selectors, fillers, the empty Braille pattern).
    var isVisible: Bool {
        if value > 0x20 && value < 0x7F { return true }
        return !properties.isWhitespace && !properties.isDefaultIgnorableCodePoint
            && value != 0x2800
    }
}

extension String {
    /// Checks a text of one line for people: 1…`limit` bytes of UTF-8 with something visible, no
    /// white space at either end, no control or direction marks and nothing hidden.
    package static func line(_ text: String, called what: String, limit: Int = 200) throws -> String
    {
        guard !text.isEmpty else {
            throw PuertoError(.invalid, "\(what) is empty").spanish("'\(what)' está vacío")
        }
        guard text.utf8.count <= limit else {
            throw PuertoError(
                .invalid, "\(what) \(PuertoError.quote(text)) has \(text.utf8.count) bytes",
                hint: "at most \(limit)"
            ).spanish(
                "'\(what)' \(PuertoError.quote(text)) tiene \(text.utf8.count) bytes",
                hint: "como mucho \(limit)")
        }
        // Nearly every name is ASCII; a large fleet is read as fast as its bytes are compared.
        let bytes = text.utf8
        if bytes.allSatisfy({ $0.isGraphic || $0 == 0x20 }), bytes.first != 0x20, bytes.last != 0x20
        {
            return text
        }
        return try unicodeLine(text, called: what)
    }

    private static func unicodeLine(_ text: String, called what: String) throws -> String {
        let scalars = text.unicodeScalars
        guard scalars.allSatisfy(\.isPlain) else {
            throw PuertoError(
                .invalid,
                "\(what) \(PuertoError.quote(text)) has an invisible, control or text-direction "
                    + "character", hint: "remove it"
            ).spanish(
                "'\(what)' \(PuertoError.quote(text)) tiene un carácter invisible, de control o de "
                    + "dirección", hint: "quítalo")
        }
        guard scalars.contains(where: \.isVisible) else {
            throw PuertoError(
                .invalid, "\(what) \(PuertoError.quote(text)) has nothing to see",
                hint: "write a letter, a digit or a sign"
            ).spanish(
                "'\(what)' \(PuertoError.quote(text)) no tiene nada que se vea",
                hint: "escribe una letra, una cifra o un signo")
        }
        guard scalars.first?.properties.isWhitespace == false,
            scalars.last?.properties.isWhitespace == false
        else {
            throw PuertoError(
                .invalid, "\(what) \(PuertoError.quote(text)) has white space around it",
                hint: "remove it"
            ).spanish(
                "'\(what)' \(PuertoError.quote(text)) tiene espacios alrededor", hint: "quítalos")
        }
        return text
    }
}
