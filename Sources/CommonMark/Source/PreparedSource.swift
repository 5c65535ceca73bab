/// A source as it is handed to cmark: without a byte order mark, and with markers where something
/// has to come through the parse whole.
struct PreparedSource {
    /// As it was handed in.
    let original: [UInt8]
    /// As it is parsed.
    private(set) var bytes: [UInt8]
    private(set) var features: Features
    private(set) var markers: [Marker] = []
    private(set) var sign: MarkerSign?
    /// Empty unless one of `Features.byLine` is there.
    private(set) var lines: LineIndex?
    let isValidUTF8: Bool

    init(_ source: [UInt8], options: MarkdownOptions) {
        bytes = source
        if bytes.first == 0xEF, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        original = bytes
        features = bytes.withUnsafeBufferPointer { Features(of: $0) }
        if !options.fillsPlaceholders { features.remove(.placeholders) }
        let isASCII = !features.contains(.nonASCII)
        isValidUTF8 =
            isASCII
            || bytes.withUnsafeBufferPointer { UTF8Check.firstInvalidOffset(in: $0) == nil }
        mark()
        if !features.isDisjoint(with: .byLine) {
            lines = bytes.withUnsafeBufferPointer { LineIndex($0) }
        }
    }

    private mutating func mark() {
        guard !features.isDisjoint(with: [.placeholders, .strikethrough, .footnotes]) else {
            return
        }
        let made = bytes.withUnsafeBufferPointer { bytes -> MarkerPass? in
            guard let sign = MarkerSign(absentFrom: bytes) else { return nil }
            var pass = MarkerPass(bytes, sign: sign, features: features)
            pass.run()
            return pass
        }
        guard let made else {
            // A source with all nine marks in it is no document; it stays plain CommonMark.
            features.subtract([.placeholders, .strikethrough, .footnotes])
            return
        }
        if !made.definesFootnotes { features.remove(.footnotes) }
        guard !made.markers.isEmpty else { return }
        markers = made.markers
        sign = made.sign
        bytes = made.rewritten
        features.insert(.markers)
    }
}

extension PreparedSource {
    /// The bytes of a line from where a block on it begins, without the line's ending.
    func text(line: Int, column: Int) -> ArraySlice<UInt8> {
        guard let lines else { return [] }
        let range = bytes.withUnsafeBufferPointer { lines.content(line, in: $0) }
        return bytes[
            min(range.lowerBound + max(column - 1, 0), range.upperBound)..<range.upperBound]
    }
}
