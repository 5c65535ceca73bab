import Testing

@testable import PuertoCore

@Suite struct DigitsTests {
    @Test(arguments: [
        ("0", 0), ("7", 7), ("007", 7), ("65535", 65_535),
        ("999999999999999999", 999_999_999_999_999_999), ("000000000000000000", 0),
    ])
    func digitsAreReadWithLeadingZeros(text: String, number: Int) {
        #expect(Int(digits: text.utf8) == number)
    }

    @Test(arguments: [
        "", "+5", "-5", " 5", "5 ", "5\r\n", "1_000", "1.0", "0x1", "1e3", "\u{FF11}", "\u{661}",
        "5\u{301}", "5\0", "1000000000000000000", "0000000000000000000",
    ])
    func anythingElseIsNoNumber(text: String) {
        #expect(Int(digits: text.utf8) == nil)
        #expect(Int(canonicalDigits: text.utf8) == nil)
    }

    @Test func theLimitCountsDigitsAndIsNeverMoreThanAnIntHolds() {
        #expect(Int(digits: "1234".utf8, upTo: 4) == 1234)
        #expect(Int(digits: "12345".utf8, upTo: 4) == nil)
        #expect(Int(digits: "0001".utf8, upTo: 3) == nil)
        #expect(Int(digits: "9999999999999999999".utf8, upTo: 100) == nil)
    }

    @Test(arguments: [("0", 0), ("10", 10), ("400", 400)])
    func canonicalDigitsAreWhatANumberIsWrittenAs(text: String, number: Int) {
        #expect(Int(canonicalDigits: text.utf8) == number)
        #expect(String(number) == text)
    }

    @Test(arguments: ["00", "01", "007", "0000"])
    func aLeadingZeroIsNotCanonical(text: String) {
        #expect(Int(canonicalDigits: text.utf8) == nil)
        #expect(Int(digits: text.utf8) != nil)
    }

    @Test func everyByteThatIsNoDigitSpoilsANumber() {
        for byte in UInt8.min ... .max {
            #expect((Int(digits: [0x31, byte]) != nil) == byte.isDigit)
        }
    }
}
