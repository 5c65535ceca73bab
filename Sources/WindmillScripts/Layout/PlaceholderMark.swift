/// A `{{name}}` in a text: two or more words of small letters that dots join, with at most one space
/// on each side, or a backslash before them.
struct PlaceholderMark {
    let name: String
    let isEscaped: Bool
    /// The place after its last brace.
    let end: Int

    /// More than a name has, so that what follows two braces is read a bounded number of times.
    private static let longest = 100

    /// Reads a mark; `nil` when none begins there.
    init?(in bytes: [UInt8], at start: Int) {
        func byte(_ place: Int) -> UInt8? { place < bytes.count ? bytes[place] : nil }
        let (open, close) = (UInt8(ascii: "{"), UInt8(ascii: "}"))
        guard byte(start) == open, byte(start + 1) == open else { return nil }
        var place = start + 2
        isEscaped = byte(place) == UInt8(ascii: "\\")
        if isEscaped || byte(place) == UInt8(ascii: " ") { place += 1 }
        let name = bytes[place...].prefix(Self.longest)
            .prefix { Self.isLetter($0) || $0 == UInt8(ascii: ".") }
        place += name.count
        if !isEscaped, byte(place) == UInt8(ascii: " ") { place += 1 }
        guard byte(place) == close, byte(place + 1) == close, Self.isName(name) else { return nil }
        self.name = String(decoding: name, as: UTF8.self)
        end = place + 2
    }

    static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }

    private static func isName(_ bytes: ArraySlice<UInt8>) -> Bool {
        let words = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return words.count > 1 && words.allSatisfy { !$0.isEmpty }
    }
}
