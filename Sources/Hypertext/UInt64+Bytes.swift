extension UnsafeBufferPointer<UInt8> {
    /// The place of the first byte that `isSought`, looking at eight bytes at once: most words of
    /// a text are harmless, and `isHarmless` may be wrong about the others only.
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

/// Eight bytes of a text.
extension UInt64 {
    /// A byte eight times.
    @inlinable package init(eightTimes byte: UInt8) {
        self = UInt64(byte) &* 0x0101_0101_0101_0101
    }

    /// The top bits of the bytes that are zero; what stands above the lowest one can be wrong.
    @inlinable package var zeroBytes: UInt64 {
        (self &- UInt64(eightTimes: 1)) & ~self & UInt64(eightTimes: 0x80)
    }

    /// The same for the bytes that equal `byte` in the bits of `mask`.
    @inlinable package func bytes(equalTo byte: UInt8, in mask: UInt8 = 0xFF) -> UInt64 {
        (self & UInt64(eightTimes: mask) ^ UInt64(eightTimes: byte)).zeroBytes
    }
}
