internal import Glibc

/// The starts of a text's lines. `\n`, `\r\n` and a lone `\r` end a line, as for cmark.
struct LineIndex {
    /// The offsets of the lines' first bytes, and one past the end of the text.
    private var starts: [Int] = [0]

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        starts.reserveCapacity(bytes.count / 24 + 8)
        if Self.next(UInt8(ascii: "\r"), in: bytes, from: 0) == nil {
            var index = 0
            while let end = Self.next(UInt8(ascii: "\n"), in: bytes, from: index) {
                index = end + 1
                starts.append(index)
            }
        } else {
            for index in 0..<bytes.count where Self.endsLine(bytes, at: index) {
                starts.append(index + 1)
            }
        }
        if starts.last != bytes.count { starts.append(bytes.count) }
    }

    var count: Int { starts.count - 1 }

    /// The bytes of line `number`, from 1, with its ending; empty past the end.
    func range(_ number: Int) -> Range<Int> {
        guard number >= 1, number < starts.count else { return 0..<0 }
        return starts[number - 1]..<starts[number]
    }

    /// The bytes of line `number` without its ending.
    func content(_ number: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Range<Int> {
        let range = range(number)
        var end = range.upperBound
        if end > range.lowerBound, bytes[end - 1] == UInt8(ascii: "\n") { end -= 1 }
        if end > range.lowerBound, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return range.lowerBound..<end
    }

    /// Finds the next `byte` with `memchr`, which compares many bytes at a time.
    private static func next(
        _ byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from index: Int
    ) -> Int? {
        guard let base = bytes.baseAddress, index < bytes.count,
            let found = memchr(base + index, Int32(byte), bytes.count - index)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    @inline(__always)
    static func endsLine(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        let byte = bytes[index]
        if byte == UInt8(ascii: "\n") { return true }
        guard byte == UInt8(ascii: "\r") else { return false }
        return index + 1 == bytes.count || bytes[index + 1] != UInt8(ascii: "\n")
    }
}
