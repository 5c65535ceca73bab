extension FleetRecords {
    /// A reader of what `Bytes` wrote. Past the end every value is empty or zero, and `isBroken` is
    /// set.
    struct Cursor {
        private let bytes: UnsafeRawBufferPointer
        private(set) var offset: Int
        private let end: Int
        private(set) var isBroken = false

        init(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) {
            self.bytes = bytes
            offset = range.lowerBound
            end = min(range.upperBound, bytes.count)
        }

        var isAtEnd: Bool { offset >= end }

        mutating func skip(_ count: Int) { _ = take(count) }

        mutating func word<Word: FixedWidthInteger>(_: Word.Type) -> Word {
            guard let place = take(MemoryLayout<Word>.size) else { return 0 }
            return bytes.loadUnaligned(fromByteOffset: place, as: Word.self)
        }

        mutating func integer() -> Int { word(Int.self) }

        mutating func textBytes() -> UnsafeRawBufferPointer? {
            let count = word(UInt32.self)
            guard count < .max, let place = take(Int(count)) else { return nil }
            return UnsafeRawBufferPointer(rebasing: bytes[place..<place + Int(count)])
        }

        private mutating func take(_ count: Int) -> Int? {
            guard count <= end - offset else {
                isBroken = true
                offset = end
                return nil
            }
            defer { offset += count }
            return offset
        }
    }
}

extension FleetRecords.Cursor {
    mutating func optionalText() -> String? {
        textBytes().map { String(decoding: $0, as: UTF8.self) }
    }

    mutating func text() -> String { optionalText() ?? "" }
}
