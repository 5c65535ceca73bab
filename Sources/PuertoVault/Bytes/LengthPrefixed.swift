/// Parts of a message so that no part can run into the next one: for each, its length as four
/// big-endian bytes, then its bytes.
struct LengthPrefixed {
    private(set) var bytes: [UInt8] = []

    /// Texts as UTF-8.
    init(_ parts: String...) { for part in parts { add(part) } }

    mutating func add(_ part: String) { add(Array(part.utf8)) }

    mutating func add(_ part: [UInt8]) {
        bytes += UInt32(part.count).bigEndianBytes
        bytes += part
    }
}

extension UInt32 {
    var bigEndianBytes: [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: self >> (24 - $0 * 8)) } }

    /// Of exactly four bytes.
    init?(bigEndianBytes bytes: some Collection<UInt8>) {
        guard bytes.count == 4 else { return nil }
        self = bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }
}
