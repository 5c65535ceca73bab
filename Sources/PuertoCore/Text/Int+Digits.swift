extension Int {
    /// The number of digits that fit an `Int` whatever they are.
    @usableFromInline static let safeDigits = 18

    /// Reads 1…`limit` ASCII digits, leading zeros included; `nil` for any other text.
    ///
    /// `Int(_:)` also takes `+5`. `limit` is at most 18, so that no number overflows.
    @inlinable
    package init?(digits: some Collection<UInt8>, upTo limit: Int = 18) {
        let count = digits.count
        guard count >= 1, count <= Swift.min(limit, Int.safeDigits) else { return nil }
        var number = 0
        for byte in digits {
            guard byte.isDigit else { return nil }
            number = number * 10 + Int(byte &- 0x30)
        }
        self = number
    }

    /// Reads the one spelling that `String(_:)` gives a number, without leading zeros; `nil` for
    /// any other text.
    @inlinable
    package init?(canonicalDigits digits: some Collection<UInt8>, upTo limit: Int = 18) {
        guard digits.first != 0x30 || digits.count == 1 else { return nil }
        self.init(digits: digits, upTo: limit)
    }
}
