/// Rewrites a source with markers for placeholders, escaped tildes and footnote definitions.
struct MarkerPass {
    let sign: MarkerSign
    private(set) var markers: [Marker] = []
    private(set) var rewritten: [UInt8] = []
    private(set) var definesFootnotes = false

    private let bytes: UnsafeBufferPointer<UInt8>
    private let features: Features
    private var line = 1
    private var copied = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, sign: MarkerSign, features: Features) {
        self.bytes = bytes
        self.sign = sign
        self.features = features
    }

    mutating func run() {
        var index = 0
        if features.contains(.footnotes) { index = footnote(from: 0) }
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                if LineIndex.endsLine(bytes, at: index) {
                    line += 1
                    index += 1
                    if features.contains(.footnotes) { index = footnote(from: index) }
                } else {
                    index += 1
                }
            case UInt8(ascii: "{"): index = brace(at: index) ?? index + 1
            case UInt8(ascii: "\\"): index = backslash(at: index)
            case UInt8(ascii: "&"): index = entity(at: index) ?? index + 1
            default: index += 1
            }
        }
        guard !markers.isEmpty else { return }
        rewritten.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[copied...]))
    }
}

extension MarkerPass {
    /// Reads `{{name}}`, or `{{\name}}`, which prints `{{name}}`; returns the offset after it.
    private mutating func brace(at index: Int) -> Int? {
        guard features.contains(.placeholders), let found = placeholder(at: index) else {
            return nil
        }
        put(found.isLiteral ? .literalBraces : .placeholder, index..<found.end, name: found.name)
        return found.end
    }

    /// Reads an escape; returns the offset after it.
    private mutating func backslash(at index: Int) -> Int {
        guard index + 1 < bytes.count else { return index + 1 }
        let next = bytes[index + 1]
        if next == UInt8(ascii: "~"), features.contains(.strikethrough), !isInAutolink(index) {
            put(.tilde, index..<index + 2)
            return index + 2
        }
        if next == UInt8(ascii: "{"), features.contains(.placeholders),
            let found = placeholder(at: index + 1), !found.isLiteral
        {
            put(.escapedPlaceholder, index..<found.end, name: found.name)
            return found.end
        }
        return index + (next.isASCIIPunctuation ? 2 : 1)
    }

    /// Reads a tilde written as a numeric entity, which is as literal as an escaped one.
    private mutating func entity(at index: Int) -> Int? {
        guard features.contains(.strikethrough) else { return nil }
        for spelling in ["&#126;", "&#x7e;", "&#x7E;", "&#X7e;", "&#X7E;"] {
            let end = index + spelling.utf8.count
            guard end <= bytes.count, bytes[index..<end].elementsEqual(spelling.utf8) else {
                continue
            }
            put(.tilde, index..<end)
            return end
        }
        return nil
    }

    /// Reads `[^label]:` at the start of a line, also in a quote; returns the offset to go on from.
    private mutating func footnote(from start: Int) -> Int {
        var index = start
        while index < bytes.count, bytes[index] == 0x20 || bytes[index] == UInt8(ascii: ">") {
            index += 1
        }
        guard index + 4 < bytes.count, bytes[index] == UInt8(ascii: "["),
            bytes[index + 1] == UInt8(ascii: "^")
        else { return start }
        var end = index + 2
        while end < bytes.count, bytes[end].isFootnoteLabel { end += 1 }
        guard end > index + 2, end + 1 < bytes.count, bytes[end] == UInt8(ascii: "]"),
            bytes[end + 1] == UInt8(ascii: ":")
        else { return start }
        put(.footnote, index..<end + 2, name: index + 2..<end)
        definesFootnotes = true
        return end + 2
    }

    /// Puts a marker in the place of `range`.
    private mutating func put(_ kind: Marker.Kind, _ range: Range<Int>, name: Range<Int> = 0..<0) {
        if rewritten.isEmpty { rewritten.reserveCapacity(bytes.count + 256) }
        rewritten.append(
            contentsOf: UnsafeBufferPointer(rebasing: bytes[copied..<range.lowerBound]))
        sign.append(markers.count, to: &rewritten)
        copied = range.upperBound
        markers.append(Marker(kind: kind, line: line, source: range, name: name))
    }
}

extension MarkerPass {
    /// Reads `{{`, at most one space, `name(.name)*`, at most one space, `}}`.
    private func placeholder(
        at start: Int
    ) -> (name: Range<Int>, end: Int, isLiteral: Bool)? {
        guard start + 4 < bytes.count, bytes[start + 1] == UInt8(ascii: "{") else { return nil }
        var index = start + 2
        let isLiteral = bytes[index] == UInt8(ascii: "\\")
        if isLiteral || bytes[index] == 0x20 { index += 1 }
        let first = index
        guard index < bytes.count, bytes[index].isLowercaseASCII else { return nil }
        while index < bytes.count, bytes[index].isPlaceholderName {
            let isDot = bytes[index] == UInt8(ascii: ".")
            if isDot, bytes[index - 1] == UInt8(ascii: ".") { return nil }
            index += 1
        }
        let name = first..<index
        guard bytes[index - 1] != UInt8(ascii: ".") else { return nil }
        if index < bytes.count, bytes[index] == 0x20, !isLiteral { index += 1 }
        guard index + 1 < bytes.count, bytes[index] == UInt8(ascii: "}"),
            bytes[index + 1] == UInt8(ascii: "}")
        else { return nil }
        return (name, index + 2, isLiteral)
    }

    /// Returns whether the backslash stands in `<scheme:…>`, where it escapes nothing. It looks
    /// back 2,048 bytes at most, the length of a long URL.
    private func isInAutolink(_ index: Int) -> Bool {
        var start = index
        let limit = max(index - 2048, 0)
        var hasColon = false
        while start > limit, bytes[start - 1] > 0x20, bytes[start - 1] != UInt8(ascii: ">") {
            start -= 1
            if bytes[start] == UInt8(ascii: ":") { hasColon = true }
            guard bytes[start] == UInt8(ascii: "<") else { continue }
            let end = bytes[index...].prefix(2048).first { $0 <= 0x20 || $0 == 0x3C || $0 == 0x3E }
            return hasColon && bytes[start + 1].isLetterASCII && end == UInt8(ascii: ">")
        }
        return false
    }
}
