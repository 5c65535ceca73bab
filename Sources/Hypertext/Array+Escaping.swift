extension [UInt8] {
    /// Appends text with `& < > " '` as entities: safe in elements and in quoted attribute values.
    ///
    /// Runs of harmless bytes are copied whole.
    mutating func append(escaping text: UnsafeBufferPointer<UInt8>) {
        reserveCapacity(count + text.count)
        var start = 0
        for index in text.indices {
            guard let entity = replacement(for: text[index]) else { continue }
            append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
            entity.withUTF8Buffer { append(contentsOf: $0) }
            start = index + 1
        }
        append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
    }
}

@inline(__always)
private func replacement(for byte: UInt8) -> StaticString? {
    // Nearly every byte of a text is above ">": one comparison settles it.
    if byte > 0x3E { return byte == 0x7F ? "\u{FFFD}" : nil }
    switch byte {
    case UInt8(ascii: "&"): return "&amp;"
    case UInt8(ascii: "<"): return "&lt;"
    case UInt8(ascii: ">"): return "&gt;"
    case UInt8(ascii: "\""): return "&quot;"
    case UInt8(ascii: "'"): return "&#39;"
    case 0x09, 0x0A, 0x0D: return nil
    case 0..<0x20: return "\u{FFFD}"
    default: return nil
    }
}
