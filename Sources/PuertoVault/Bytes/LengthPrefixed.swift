/// A message of length-prefixed parts, so that no part can run into the next one: the length of
/// each as four big-endian bytes, then its bytes.
struct LengthPrefixed {
    private(set) var bytes: [UInt8] = []

    /// Takes texts as UTF-8.
    init(_ parts: String...) { for part in parts { add(part) } }

    mutating func add(_ part: String) { add(Array(part.utf8)) }

    mutating func add(_ part: [UInt8]) {
        bytes += UInt32(part.count).bigEndianBytes
        bytes += part
    }
}

extension UInt32 {
    var bigEndianBytes: [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: self >> (24 - $0 * 8)) } }

    /// Reads exactly four bytes.
    init?(bigEndianBytes bytes: some Collection<UInt8>) {
        guard bytes.count == 4 else { return nil }
        self = bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }
}
