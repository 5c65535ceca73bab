import Testing

@testable import PuertoCore

@Suite struct HexTests {
    @Test func allBytesAreWrittenInLowerCaseAndReadBack() {
        let bytes = Array(UInt8.min ... .max)
        let text = Hex.text(bytes)
        #expect(text.hasPrefix("000102030405060708090a0b0c0d0e0f10"))
        #expect(text.hasSuffix("f9fafbfcfdfeff"))
        #expect(text.utf8.count == 512)
        #expect(Hex.bytes(text.utf8) == bytes)
        #expect(Hex.bytes(text.uppercased().utf8) == bytes)
    }

    @Test(arguments: ["a", "abc", "0g", "g0", "0x", " 0", "-1", "\u{FF11}\u{FF11}", "a\u{301}"])
    func oddNumbersOfDigitsAndOtherLettersAreRefused(text: String) {
        #expect(Hex.bytes(text.utf8) == nil)
    }

    @Test func theEmptyTextIsNoBytes() {
        #expect(Hex.bytes("".utf8) == [])
        #expect(Hex.text([] as [UInt8]).isEmpty)
    }

    @Test func aDigitHasTheValueThatItWasWrittenFor() {
        for value in UInt8(0)..<16 {
            #expect(Hex.value(of: Hex.digit(value)) == value)
            #expect(Hex.value(of: Hex.upperDigit(value)) == value)
        }
        let digits = (UInt8.min ... .max).filter { Hex.value(of: $0) != nil }
        #expect(digits == Array("0123456789ABCDEFabcdef".utf8))
    }

    @Test func aLowerTextHasItsLengthAndNoOtherLetters() {
        #expect(Hex.isLowerText("09af".utf8, count: 4))
        #expect(!Hex.isLowerText("09af".utf8, count: 5))
        #expect(!Hex.isLowerText("09aF".utf8, count: 4))
        #expect(!Hex.isLowerText("09ag".utf8, count: 4))
        #expect(!Hex.isLowerText("9a\r\n".utf8, count: 4))
        #expect(!Hex.isLowerText("9a\r\n".utf8, count: 3))
    }

    @Test func aFingerprintHasSixteenDigitsWhateverItsValue() {
        for number in 0..<200 {
            var print = Fingerprint()
            print.add(number)
            #expect(Hex.isLowerText(print.hex.utf8, count: 16))
            #expect(UInt64(print.hex, radix: 16) == print.value)
        }
    }

    @Test func percentEncodingLeavesTheUnreservedAndTheKept() {
        let bytes = Array("aZ9-._~/ %é\0".utf8)
        #expect(
            PercentEncoding.encoded(bytes) == Array("aZ9-._~%2F%20%25%C3%A9%00".utf8))
        #expect(
            PercentEncoding.encoded(bytes) { $0 == 0x2F }
                == Array("aZ9-._~/%20%25%C3%A9%00".utf8))
    }
}
