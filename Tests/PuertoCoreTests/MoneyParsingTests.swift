import PuertoCore
import TestSupport
import Testing

/// Amounts as `puerto.yaml` has them.
@Suite struct MoneyParsingTests {
    @Test(arguments: [
        ("1890.00", "MXN", 189_000), ("1890", "MXN", 189_000), ("1890.5", "MXN", 189_050),
        ("0", "MXN", 0), ("0.01", "EUR", 1), ("1890", "JPY", 1890), ("49900", "CLP", 49_900),
        ("1.5", "KWD", 1500), ("1.234", "KWD", 1234), ("0.0001", "CLF", 1),
        ("9999999999.99", "USD", 999_999_999_999), ("0049.00", "USD", 4900),
    ])
    func anAmountIsReadExactly(text: String, code: String, minor: Int) throws {
        let money = try Money(text, currency: Currency(code))
        #expect(money.minor == minor)
        #expect(try Money(money.plain, currency: Currency(code)) == money)
    }

    @Test(arguments: [
        ("1890.005", "MXN", "'1890.005' has 3 decimals, and MXN has 2", "as in 1890.00"),
        ("1890.00", "JPY", "'1890.00' has 2 decimals, and JPY has none", "as in 1890"),
        ("1.0", "CLP", "'1.0' has 1 decimal, and CLP has none", "as in 1"),
        ("1.2345", "KWD", "'1.2345' has 4 decimals, and KWD has 3", "as in 1.000"),
        ("10000000000.01", "USD", "'10000000000.01' is too large", "at most 10000000000.00"),
    ])
    func moreThanTheCurrencyHasIsRefused(text: String, code: String, message: String, hint: String)
        throws
    {
        let error = #expect(throws: PuertoError.self) {
            try Money(text, currency: Currency(code))
        }
        #expect(error?.message == message && error?.hint == hint, "\(String(describing: error))")
    }

    @Test(arguments: [
        "", "1,890.00", "1.890,00", "1890,00", "$1890", "1e3", "-1", "+1", ".5", "5.", "1 890",
        "١٢", "0x10", "1.2.3", "12345678901234567890",
    ])
    func anotherSpellingIsNoAmount(text: String) throws {
        let error = #expect(throws: PuertoError.self) {
            try Money(text, currency: Currency("MXN"))
        }
        #expect(error?.message.hasSuffix("is not an amount") == true)
        #expect(error?.hint == "digits and one point for the decimals, as in 1890.00")
    }

    /// The exponents of ISO 4217 that are not 2.
    @Test func decimalsAreThoseOfTheStandard() throws {
        for code in ["JPY", "CLP", "PYG", "KRW"] { #expect(try Currency(code).digits == 0) }
        for code in ["KWD", "BHD", "TND"] { #expect(try Currency(code).digits == 3) }
        #expect(try Currency("CLF").digits == 4 && Currency("COP").digits == 2)
        #expect(try Currency("XCG").digits == 2)
    }

    /// Nobody writes the cents of a Colombian peso, but a price may have them.
    @Test func decimalsOutOfUseAreWrittenWhereThereAreAny() throws {
        let pesos = try Currency("COP")
        func text(_ price: String) throws -> String {
            try Money(price, currency: pesos).text(.esCO).replacing("\u{A0}", with: " ")
        }
        #expect(try text("99000") == "$ 99.000")
        #expect(try text("99000.50") == "$ 99.000,50")
        #expect(try Money("99000", currency: pesos).plain == "99000.00")
    }
}
