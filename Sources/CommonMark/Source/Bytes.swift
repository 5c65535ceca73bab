extension UInt8 {
    var isLowercaseASCII: Bool { self &- 0x61 < 26 }
    var isLetterASCII: Bool { (self | 0x20).isLowercaseASCII }
    var isDigitASCII: Bool { self &- 0x30 < 10 }
    var isBlank: Bool { self == 0x20 || self == 0x09 }
    /// Space, tab, vertical tab and form feed: what GFM lets stand around a table's cells.
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

extension UnsafeBufferPointer<UInt8> {
    /// The part from `start`, or nothing when it is past the end.
    func dropping(_ count: Int) -> Self { Self(rebasing: self[Swift.min(count, self.count)...]) }
}
