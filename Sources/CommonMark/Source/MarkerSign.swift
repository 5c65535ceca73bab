/// The punctuation mark around markers, one of U+10A50…U+10A58: its last byte.
struct MarkerSign {
    static let lead: UInt8 = 0xF0
    static let length = 4
    let last: UInt8

    /// Chooses the first mark that `bytes` does not contain; `nil` when it contains all nine.
    init?(absentFrom bytes: UnsafeBufferPointer<UInt8>) {
        var seen: UInt16 = 0
        for index in 0..<max(bytes.count - 3, 0) where bytes[index] == Self.lead {
            if bytes[index + 1] == 0x90, bytes[index + 2] == 0xA9 {
                seen |= 1 << UInt16(bytes[index + 3] & 0x0F)
            }
        }
        guard let free = (0...8).first(where: { seen & (1 << UInt16($0)) == 0 }) else { return nil }
        last = 0x90 + UInt8(free)
    }

    func append(_ number: Int, to bytes: inout [UInt8]) {
        append(to: &bytes)
        if number >= 100 {
            bytes.append(contentsOf: String(number).utf8)
        } else {
            if number >= 10 { bytes.append(0x30 + UInt8(number / 10)) }
            bytes.append(0x30 + UInt8(number % 10))
        }
        append(to: &bytes)
    }

    /// The number of the marker at `index` and the offset after it.
    func read(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (number: Int, end: Int)? {
        guard stands(in: bytes, at: index) else { return nil }
        var number = 0
        var end = index + Self.length
        while end < bytes.count, bytes[end].isDigitASCII {
            number = number &* 10 &+ Int(bytes[end] &- 0x30)
            end += 1
        }
        guard stands(in: bytes, at: end) else { return nil }
        return (number, end + Self.length)
    }

    private func append(to bytes: inout [UInt8]) {
        bytes.append(Self.lead)
        bytes.append(0x90)
        bytes.append(0xA9)
        bytes.append(last)
    }

    private func stands(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        index + Self.length <= bytes.count && bytes[index] == Self.lead && bytes[index + 1] == 0x90
            && bytes[index + 2] == 0xA9 && bytes[index + 3] == last
    }
}
