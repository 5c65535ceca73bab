/// Classes of ASCII bytes: the one home of this module, which imports nothing of Puerto's core.
extension UInt8 {
    var isLowercaseASCII: Bool { self &- 0x61 < 26 }
    var isLetterASCII: Bool { (self | 0x20).isLowercaseASCII }
    var isDigitASCII: Bool { self &- 0x30 < 10 }
    var isBlank: Bool { self == 0x20 || self == 0x09 }
    /// Space, tab, vertical tab or form feed: the blanks that GFM allows around a table's cells.
    var isCellBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0B || self == 0x0C }
    var lowercasedASCII: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

    var isASCIIPunctuation: Bool {
        switch self {
        case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
        default: false
        }
    }

    var isPlaceholderName: Bool {
        isLowercaseASCII || isDigitASCII || self == UInt8(ascii: "_") || self == UInt8(ascii: ".")
    }

    var isFootnoteLabel: Bool {
        self > 0x20 && self != UInt8(ascii: "]") && self != UInt8(ascii: "[")
    }
}

extension UInt8 {
    /// The upper-case hex digit of a value below 16.
    static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The bytes after the first `count`; empty when there are no more.
    func dropping(_ count: Int) -> Self { Self(rebasing: self[Swift.min(count, self.count)...]) }
}
