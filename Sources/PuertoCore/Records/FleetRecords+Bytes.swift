internal import Glibc

extension FleetRecords {
    /// Values written one after the other, as the block holds them.
    package struct Bytes: Sendable {
        /// Storage, longer than what was written: appending to an array byte by byte showed in
        /// profiles.
        private var storage: [UInt8]
        package private(set) var count = 0

        package init(reserving count: Int = 0) { storage = Array(repeating: 0, count: count) }

        package mutating func removeAll() { count = 0 }

        /// Returns exactly what was written and leaves nothing here.
        mutating func take() -> [UInt8] {
            var all: [UInt8] = []
            swap(&all, &storage)
            all.removeLast(all.count - count)
            count = 0
            return all
        }

        package func withUnsafeBytes<Value>(
            _ body: (UnsafeRawBufferPointer) throws -> Value
        ) rethrows -> Value {
            try storage.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }

        package mutating func add(_ part: UnsafeRawBufferPointer) {
            let place = makeRoom(part.count)
            storage.withUnsafeMutableBytes { Self.copy(part, to: $0, at: place) }
        }

        package mutating func add<Word: FixedWidthInteger>(word: Word) {
            let place = makeRoom(MemoryLayout<Word>.size)
            put(word: word, at: place)
        }

        /// Adds a text's bytes, valid UTF-8 or not; `nil` is told apart from an empty text.
        package mutating func add(text: UnsafeRawBufferPointer?) {
            guard let text else { return add(word: UInt32.max) }
            let place = makeRoom(4 + text.count)
            storage.withUnsafeMutableBytes { bytes in
                bytes.storeBytes(of: UInt32(text.count), toByteOffset: place, as: UInt32.self)
                Self.copy(text, to: bytes, at: place + 4)
            }
        }

        /// Overwrites a word written before.
        mutating func put<Word: FixedWidthInteger>(word: Word, at offset: Int) {
            storage.withUnsafeMutableBytes {
                $0.storeBytes(of: word, toByteOffset: offset, as: Word.self)
            }
        }

        /// Reserves `more` bytes and returns the place to write them.
        private mutating func makeRoom(_ more: Int) -> Int {
            let place = count
            count += more
            if count > storage.count {
                let new = max(count, storage.count * 2, 256) - storage.count
                storage.append(contentsOf: repeatElement(0, count: new))
            }
            return place
        }

        private static func copy(
            _ part: UnsafeRawBufferPointer, to bytes: UnsafeMutableRawBufferPointer, at place: Int
        ) {
            UnsafeMutableRawBufferPointer(rebasing: bytes[place...]).copyMemory(from: part)
        }
    }
}

extension FleetRecords.Bytes {
    package mutating func add(text: String?) {
        guard var text else { return add(word: UInt32.max) }
        text.withUTF8 { add(text: UnsafeRawBufferPointer($0)) }
    }

    package mutating func add(_ part: [UInt8]) { part.withUnsafeBytes { add($0) } }

    mutating func add(_ range: Range<Int>, of block: [UInt8]) {
        block.withUnsafeBytes { add(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }

    /// Adds a part of other bytes.
    package mutating func add(_ range: Range<Int>, of other: FleetRecords.Bytes) {
        other.withUnsafeBytes { add(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }

    func fingerprint(of range: Range<Int>) -> UInt64 {
        withUnsafeBytes { Fingerprint(UnsafeRawBufferPointer(rebasing: $0[range])).value }
    }

    /// Tells whether a range of these bytes equals a range of a block.
    func holds(_ range: Range<Int>, as block: [UInt8], _ blockRange: Range<Int>) -> Bool {
        guard range.count == blockRange.count else { return false }
        return withUnsafeBytes { whole in
            block.withUnsafeBytes { block in
                guard let one = UnsafeRawBufferPointer(rebasing: whole[range]).baseAddress,
                    let two = UnsafeRawBufferPointer(rebasing: block[blockRange]).baseAddress
                else { return range.isEmpty }
                return memcmp(one, two, range.count) == 0
            }
        }
    }
}
