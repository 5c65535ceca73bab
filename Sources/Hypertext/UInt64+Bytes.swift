/// Eight bytes of a text at once: most words of a text have nothing in them that is looked for.
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
