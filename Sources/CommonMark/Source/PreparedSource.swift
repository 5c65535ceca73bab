/// A source as cmark parses it: without a byte order mark, and with markers in the places that it
/// must not look into.
struct PreparedSource {
    /// The source as written, without a byte order mark.
    let original: [UInt8]
    /// The source as parsed.
    private(set) var bytes: [UInt8]
    private(set) var features: Features
    private(set) var markers: [Marker] = []
    private(set) var sign: MarkerSign?
    /// `nil` unless the source has one of `Features.byLine`.
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
            // No real document contains all nine marks; such a source stays plain CommonMark.
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
