import Foundation
import Testing

@testable import PuertoCore

/// The formats against ICU's, which the tests get with Foundation.
@Suite struct RegionalLocaleTests {
    @Test func aMexicanReadsPesosAsMexicansWriteThem() throws {
        let price = try Money("12500.00", currency: Currency("MXN"))
        let wanted: [(RegionalLocale, String)] = [
            (.esMX, "$12,500.00"), (.esES, "12.500,00\u{A0}MXN"), (.enUS, "MX$12,500.00"),
            (.esAR, "MXN\u{A0}12.500,00"), (.esCL, "MXN\u{A0}12.500,00"),
        ]
        for (locale, text) in wanted { #expect(price.text(locale) == text) }
        let dollars = try Money("99", currency: Currency("USD"))
        #expect(dollars.text(.esMX) == "USD\u{A0}99.00" && dollars.text(.enUS) == "$99.00")
    }

    @Test(arguments: RegionalLocale.allCases)
    func amountsOfAllCurrenciesAreAsICUWritesThem(locale: RegionalLocale) throws {
        for currency in Currency.all where currency.code != "VED" {
            // ICU before CLDR 46 writes the new bolívar's code as Bs.D.
            let style = Decimal.FormatStyle.Currency(
                code: currency.code, locale: Locale(identifier: locale.rawValue)
            )
            for minor in [0, 5, 99, 100, 123_400, -123_456, 1_250_000, 999_999_999_999] {
                let amount = Decimal(minor) / Decimal(currency.minorPerUnit)
                // Without a precision ICU writes as many decimals as CLDR has for the currency.
                let isWhole = minor.isMultiple(of: currency.minorPerUnit)
                // Of these three CLDR 48 says something else than the versions before it.
                if isWhole, ["HUF", "PKR", "RSD"].contains(currency.code) { continue }
                let wanted =
                    isWhole ? style : style.precision(.fractionLength(currency.digits))
                #expect(
                    Money(minor: minor, currency: currency).text(locale)
                        == amount.formatted(wanted))
            }
        }
    }

    @Test(arguments: RegionalLocale.allCases)
    func numbersAreAsICUWritesThem(locale: RegionalLocale) {
        let icu = Locale(identifier: locale.rawValue)
        for number in [0, 7, 999, 1000, 9999, 10_000, 1_234_567, -1234, -12_345, .max] {
            let style = IntegerFormatStyle<Int>(locale: icu)
            #expect(number.grouped(locale) == number.formatted(style))
        }
        let half = Decimal.FormatStyle(locale: icu).precision(.fractionLength(1))
        #expect("0\(locale.decimalSeparator)5" == (Decimal(5) / 10).formatted(half))
        for percent in [0, 80, 100] {
            let style = Decimal.FormatStyle.Percent(locale: icu)
            #expect(locale.percent(percent) == (Decimal(percent) / 100).formatted(style))
        }
    }

    @Test(arguments: RegionalLocale.allCases)
    func daysAndTimesAreAsICUWritesThem(locale: RegionalLocale) throws {
        for month in 1...12 {
            let day = try #require(Day(year: 2025, month: month, day: month))
            let (hour, minute) = (month * 2 - 2, month * 5 - 5)
            let at = day.secondsSince1970 + hour * 3600 + minute * 60
            // ICU before CLDR 48 has the older `Sep`, and other spaces in `p. m.`: test_locale.py
            // compares days with a browser's.
            let ours = day.text(locale).replacingOccurrences(of: "Sept", with: "Sep")
            #expect(ours == Self.icu(locale, at, date: .medium, time: .none))
            let time = Self.icu(locale, at, date: .none, time: .short)
            #expect(Self.bare(locale.time(hour, minute)) == Self.bare(time))
        }
    }

    @Test func aPlainLanguageMeansTheCountryOfTheCurrencyWhereItIsSpoken() throws {
        func usual(_ l: Language, _ code: String) throws -> RegionalLocale {
            .usual(l, try Currency(code))
        }
        #expect(try usual(.es, "MXN") == .esMX && usual(.es, "EUR") == .esES)
        #expect(try usual(.es, "USD") == .esMX && usual(.es, "GBP") == .esMX)
        #expect(try usual(.en, "MXN") == .enUS && usual(.en, "GBP") == .enGB)
    }

    @Test func aTagIsALanguageWithOrWithoutACountry() {
        #expect(LanguageTag(rawValue: "es") == .es)
        #expect(LanguageTag(rawValue: "es-MX")?.regional == .esMX)
        for tag in ["", "fr", "es-mx", "es_MX", "mx", "es-", "en-MX"] {
            #expect(LanguageTag(rawValue: tag) == nil)
        }
        #expect(LanguageTag.allCases.prefix(2) == [.es, .en])
        for tag in LanguageTag.allCases { #expect(LanguageTag(rawValue: tag.rawValue) == tag) }
    }

    @Test func aClientWithoutACountryHasTheAgencys() throws {
        let agency = Agency(
            name: "Faro", locale: LanguageTag(.esCO), languages: [.es, .en],
            currency: try Currency("MXN"))
        #expect(agency.locale(.es) == .esCO && agency.locale(.en) == .enUS)
        #expect(agency.locale(of: .es) == .esCO && agency.locale(of: .en) == .enUS)
        #expect(agency.locale(of: LanguageTag(.esES)) == .esES)
    }

    private static func icu(
        _ locale: RegionalLocale, _ at: Int, date: DateFormatter.Style, time: DateFormatter.Style
    ) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: locale.rawValue)
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        (formatter.dateStyle, formatter.timeStyle) = (date, time)
        return formatter.string(from: Date(timeIntervalSince1970: TimeInterval(at)))
    }

    private static func bare(_ text: String) -> String { text.filter { !$0.isWhitespace } }
}
