/// Folds Latin letters to ASCII.
enum LatinFolding {
    /// True for a mark that follows its letter, as in decomposed text.
    static func isCombining(_ scalar: Unicode.Scalar) -> Bool {
        (0x0300...0x036F).contains(scalar.value)
    }

    /// Appends a letter in lower case. Latin letters are folded, those of other scripts are not.
    static func append(_ scalar: Unicode.Scalar, to text: inout ByteBuffer) {
        let value = Int(scalar.value)
        if scalar.isASCII {
            text.append(UInt8(value).lowercasedASCII)
        } else if first <= value, value < first + folded.count {
            text.append(text: folded[value - first])
        } else {
            text.append(text: scalar.properties.lowercaseMapping)
        }
    }

    private static let first = 0xC0

    /// U+00C0…U+017F, the Latin-1 letters and Latin Extended-A, in order.
    private static let folded: [String] = [
        "a a a a a a ae c e e e e i i i i d n o o o o o x o u u u u y th ss",
        "a a a a a a ae c e e e e i i i i d n o o o o o x o u u u u y th y",
        "a a a a a a c c c c c c c c d d d d e e e e e e e e e e g g g g",
        "g g g g h h h h i i i i i i i i i i ij ij j j k k k l l l l l l l",
        "l l l n n n n n n n n n o o o o o o oe oe r r r r r r s s s s s s",
        "s s t t t t t t u u u u u u u u u u u u w w y y y z z z z z z s",
    ].flatMap { $0.split(separator: " ").map(String.init) }
}
