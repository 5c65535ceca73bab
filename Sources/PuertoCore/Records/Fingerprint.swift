/// A fast 64-bit digest of bytes, which names cache entries and tells contents apart. It is not a
/// cryptographic one (FNV-1a folded over 8-byte words, with a final avalanche).
package struct Fingerprint: Hashable, Sendable {
    package private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    package init() {}

    package init(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { add($0) }
    }

    package init(_ bytes: UnsafeRawBufferPointer) { add(bytes) }

    package mutating func add(_ bytes: UnsafeRawBufferPointer) {
        var offset = 0
        while offset + 8 <= bytes.count {
            mix(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            offset += 8
        }
        var tail: UInt64 = 0
        while offset < bytes.count {
            tail = tail << 8 | UInt64(bytes[offset])
            offset += 1
        }
        mix(tail ^ UInt64(bytes.count) << 56)
    }

    /// Adds a text with its length, so that `ab` and `c` differ from `a` and `bc`.
    package mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
        mix(UInt64(truncatingIfNeeded: text.utf8.count))
    }

    package mutating func add(_ number: Int) { mix(UInt64(bitPattern: Int64(number))) }

    package mutating func add(_ number: UInt64) { mix(number) }

    package var hex: String {
        Hex.text((0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - $0 * 8)) })
    }

    private mutating func mix(_ word: UInt64) {
        value = (value ^ word) &* 0x0000_0100_0000_01B3
        value ^= value >> 29
    }
}
