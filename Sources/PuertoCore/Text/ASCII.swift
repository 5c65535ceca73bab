/// Classes of ASCII bytes.
///
/// Text is checked byte by byte: as `Character`s, CR LF is a single one, and a letter with an
/// accent equals its decomposed spelling. Bytes from 0x80 on belong to no class. All are inlinable,
/// since other modules ask them of every byte of a fleet.
extension UInt8 {
    /// `0`…`9`.
    @inlinable package var isDigit: Bool { self &- 0x30 < 10 }

    /// `a`…`z`.
    @inlinable package var isLowerLetter: Bool { self &- 0x61 < 26 }

    /// `A`…`Z`.
    @inlinable package var isUpperLetter: Bool { self &- 0x41 < 26 }

    /// A letter of either case, or a digit.
    @inlinable package var isAlphanumeric: Bool { isDigit || isLowerLetter || isUpperLetter }

    /// A lower-case letter or a digit.
    @inlinable package var isLowerAlphanumeric: Bool { isDigit || isLowerLetter }

    /// `0`…`9` or `a`…`f`.
    @inlinable package var isLowerHexDigit: Bool { isDigit || self &- 0x61 < 6 }

    /// A letter, digit or sign; neither the space nor a control character.
    @inlinable package var isGraphic: Bool { self > 0x20 && self < 0x7F }

    /// A character that a URI never escapes: a letter, a digit or one of `-._~` (RFC 3986, 2.3).
    @inlinable package var isUnreserved: Bool {
        isAlphanumeric || self == 0x2D || self == 0x2E || self == 0x5F || self == 0x7E
    }
}
