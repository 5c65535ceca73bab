extension UnsafeBufferPointer<UInt8> {
    /// Finds the first byte for which `isSought` is true, eight bytes at a time: most words of a
    /// text are harmless. `isHarmless` may return false for a harmless word, never true for
    /// another.
    @inlinable @inline(__always)
    package func firstIndex(
        unless isHarmless: (UInt64) -> Bool, where isSought: (UInt8) -> Bool
    ) -> Int? {
        guard count >= 8 else { return firstIndex(where: isSought) }
        let raw = UnsafeRawBufferPointer(self)
        var index = 0
        while index < count {
            // The last word overlaps the one before it.
            let word = Swift.min(index, count - 8)
            if !isHarmless(raw.loadUnaligned(fromByteOffset: word, as: UInt64.self)) {
                for place in index..<word + 8 where isSought(self[place]) { return place }
            }
            index = word + 8
        }
        return nil
    }
}

/// A word of eight bytes of a text.
extension UInt64 {
    /// Repeats a byte eight times.
    @inlinable package init(eightTimes byte: UInt8) {
        self = UInt64(byte) &* 0x0101_0101_0101_0101
    }

    /// The top bits of the bytes that are zero. Bits above the lowest one can be wrong.
    @inlinable package var zeroBytes: UInt64 {
        (self &- UInt64(eightTimes: 1)) & ~self & UInt64(eightTimes: 0x80)
    }

    /// The top bits of the bytes that equal `byte` in the bits of `mask`, with the same limit.
    @inlinable package func bytes(equalTo byte: UInt8, in mask: UInt8 = 0xFF) -> UInt64 {
        (self & UInt64(eightTimes: mask) ^ UInt64(eightTimes: byte)).zeroBytes
    }
}
