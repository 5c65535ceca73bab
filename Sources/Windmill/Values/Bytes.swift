extension UInt8 {
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    var isLetter: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) && self < 0x80
    }

    var isLetterOrDigit: Bool { isLetter || isDigit }

    /// `\w` of regular expressions, in ASCII.
    var isWord: Bool { isLetterOrDigit || self == UInt8(ascii: "_") }

    var isWordOrDash: Bool { isWord || self == UInt8(ascii: "-") }

    var isHexDigit: Bool {
        isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self | 0x20)
    }
}

extension String {
    /// Tells whether the length in bytes is in the range, and every byte satisfies the condition.
    func isMade(of condition: (UInt8) -> Bool, lengths: ClosedRange<Int>) -> Bool {
        lengths.contains(utf8.count) && utf8.allSatisfy(condition)
    }
}
