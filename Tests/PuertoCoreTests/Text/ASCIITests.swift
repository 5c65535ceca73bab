import Testing

@testable import PuertoCore

/// Every byte is asked, so the borders of each class are as well.
@Suite struct ASCIITests {
    private static let classes:
        [(name: String, members: String, isMember: @Sendable (UInt8) -> Bool)] = [
            ("digit", "0123456789", \.isDigit),
            ("lower-case letter", "abcdefghijklmnopqrstuvwxyz", \.isLowerLetter),
            ("upper-case letter", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", \.isUpperLetter),
            (
                "letter or digit",
                "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", \.isAlphanumeric
            ),
            (
                "lower-case letter or digit", "0123456789abcdefghijklmnopqrstuvwxyz",
                \.isLowerAlphanumeric
            ),
            ("lower-case hex digit", "0123456789abcdef", \.isLowerHexDigit),
            (
                "unreserved",
                "-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~",
                \.isUnreserved
            ),
        ]

    @Test func aClassHasExactlyItsMembersAmongAllBytes() {
        for (name, members, isMember) in Self.classes {
            let found = (UInt8.min ... .max).filter(isMember)
            #expect(found == Array(members.utf8), "\(name)")
        }
    }

    @Test func graphicBytesAreThoseBetweenTheSpaceAndTheDelete() {
        #expect((UInt8.min ... .max).filter { $0.isGraphic } == Array(0x21...0x7E))
    }

    /// As `Character`s the first two are one, and the last two are equal.
    @Test func textIsCheckedByByteAndNotByCharacter() {
        #expect(!"a\r\n".utf8.allSatisfy { $0.isLowerLetter })
        #expect("\r\n".utf8.count { !$0.isGraphic } == 2)
        #expect(!"\u{E9}".utf8.contains { $0.isLowerLetter })
        #expect("e\u{301}".utf8.contains { $0.isLowerLetter })
        #expect(!"\u{FF11}\u{661}".utf8.contains { $0.isDigit })
    }
}
