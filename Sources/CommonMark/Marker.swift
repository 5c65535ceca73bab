/// A stretch of the source that cmark must carry through whole, and what each context prints.
///
/// In the parsed source it stands as a punctuation mark the source does not contain, a number,
/// and the mark again: no inline syntax sees into it, and its neighbours keep the flanking they
/// had next to `{{` or `\~`.
struct Marker: Sendable {
    enum Kind: Sendable {
        /// Prints the value of `name`.
        case placeholder(name: String)
        /// `\{{name}}`: a value after a backslash in code, an ordinary text everywhere else.
        case escapedPlaceholder(name: String)
        /// Prints other bytes in text than in code, such as `\~`.
        case literal
        /// `[^label]:` at the start of a line.
        case footnote(label: [UInt8])
    }

    let kind: Kind
    let line: Int
    /// As it was written.
    let source: [UInt8]
    /// Where escapes are resolved: text, titles, destinations.
    let text: [UInt8]
    /// In code spans and code blocks.
    let code: [UInt8]
}

/// The punctuation mark around markers: the last byte of one of U+10A50…U+10A58.
struct MarkerSign {
    static let lead: UInt8 = 0xF0
    static let length = 4
    let last: UInt8

    /// The first of them that `bytes` does not contain.
    init?(absentFrom bytes: UnsafeBufferPointer<UInt8>) {
        var seen: Set<UInt8> = []
        for index in 0..<max(bytes.count - 3, 0) where bytes[index] == Self.lead {
            if bytes[index + 1] == 0x90, bytes[index + 2] == 0xA9 { seen.insert(bytes[index + 3]) }
        }
        guard let last = (0x90...0x98).first(where: { !seen.contains($0) }) else { return nil }
        self.last = last
    }

    func append(_ number: Int, to bytes: inout [UInt8]) {
        append(to: &bytes)
        bytes.append(contentsOf: String(number).utf8)
        append(to: &bytes)
    }

    /// The number of the marker at `index` and the offset after it.
    func read(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (number: Int, end: Int)? {
        guard stands(in: bytes, at: index) else { return nil }
        var number = 0
        var end = index + Self.length
        while end < bytes.count, bytes[end] &- 0x30 < 10 {
            number = number &* 10 &+ Int(bytes[end] &- 0x30)
            end += 1
        }
        guard stands(in: bytes, at: end) else { return nil }
        return (number, end + Self.length)
    }

    private func append(to bytes: inout [UInt8]) {
        bytes.append(contentsOf: [Self.lead, 0x90, 0xA9, last])
    }

    private func stands(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        index + Self.length <= bytes.count && bytes[index] == Self.lead && bytes[index + 1] == 0x90
            && bytes[index + 2] == 0xA9 && bytes[index + 3] == last
    }
}
