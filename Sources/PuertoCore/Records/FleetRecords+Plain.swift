extension FleetRecords.Writer {
    /// Tells whether the last record's texts hold only plain letters, digits and few signs, so that
    /// every rule holds. Any other record is decoded and checked by the rules themselves.
    ///
    /// Nearly every record is plain, and reading a large fleet is mostly this check.
    package var isPlain: Bool {
        withRecord { cursor in
            cursor.skip(FleetRecords.Layout.fixedBytes)
            guard cursor.isPlain(\.isPlainSlug), cursor.isPlain(\.isPlainLine),
                cursor.isPlain(\.isPlainLine, orNil: true)
            else { return false }
            // The plan and the host have rows of their own.
            _ = (cursor.textBytes(), cursor.textBytes(), cursor.word(UInt8.self))
            guard cursor.isPlain(\.isPlainEmail, orNil: true),
                cursor.areAllPlain({ $0.isPlain(\.isPlainPath) && $0.isPlain(\.isPlainLine) }),
                cursor.hasPlainTags(), cursor.textBytes()?.isEmpty == true,
                cursor.isPlain(\.isPlainToken)
            else { return false }
            return cursor.hasPlainContainers()
        }
    }
}

extension FleetRecords.Cursor {
    fileprivate mutating func isPlain(
        _ rule: (UnsafeRawBufferPointer) -> Bool, orNil: Bool = false
    ) -> Bool {
        textBytes().map(rule) ?? orNil
    }

    fileprivate mutating func areAllPlain(_ item: (inout Self) -> Bool) -> Bool {
        let count = word(UInt32.self)
        for _ in 0..<count where !item(&self) { return false }
        return true
    }

    /// Accepts one tag at most: several are compared with each other.
    fileprivate mutating func hasPlainTags() -> Bool {
        let count = word(UInt32.self)
        return count == 0 || count == 1 && isPlain(\.isPlainSlug)
    }

    fileprivate mutating func hasPlainContainers() -> Bool {
        guard let one = textBytes(), let two = textBytes(), let three = textBytes() else {
            return false
        }
        return one.isPlainContainer && two.isPlainContainer && three.isPlainContainer
            && !one.elementsEqual(two) && !two.elementsEqual(three) && !one.elementsEqual(three)
    }
}

extension UnsafeRawBufferPointer {
    /// Accepts slugs longer than every reserved name.
    fileprivate var isPlainSlug: Bool {
        count > 6 && count <= 63 && isPlainWord(joint: { $0 == UInt8(ascii: "-") })
    }

    fileprivate var isPlainContainer: Bool {
        count <= 128 && isPlainWord { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
    }

    fileprivate var isPlainEmail: Bool {
        count <= 254
            && isPlainWord { $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: ".") }
            && count(where: { $0 == UInt8(ascii: "@") }) == 1
    }

    fileprivate var isPlainPath: Bool {
        count <= 1000 && first == UInt8(ascii: "/")
            && UnsafeRawBufferPointer(rebasing: dropFirst()).isPlainWord {
                $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
            }
    }

    fileprivate var isPlainToken: Bool {
        count == 32 && allSatisfy(\.isLowerHexDigit)
    }

    /// Accepts visible characters of ASCII and of the second half of Latin-1, without a space at
    /// either end.
    fileprivate var isPlainLine: Bool {
        guard let first, let last, count <= 200, first != 0x20, last != 0x20 else { return false }
        var place = 0
        while place < count {
            if self[place] == 0xC3, place + 1 < count, self[place + 1] & 0xC0 == 0x80 {
                place += 2
            } else {
                guard self[place] >= 0x20, self[place] < 0x7F else { return false }
                place += 1
            }
        }
        return true
    }

    /// Accepts lower-case letters and digits with single joints between them.
    private func isPlainWord(joint: (UInt8) -> Bool) -> Bool {
        var isAfterJoint = true
        for byte in self {
            if byte.isLowerAlphanumeric {
                isAfterJoint = false
            } else {
                guard !isAfterJoint, joint(byte) else { return false }
                isAfterJoint = true
            }
        }
        return !isAfterJoint
    }
}
