extension Money {
    /// The amount as the locale writes it: `$12,500.00`, `12.500,00 MXN`.
    package func text(_ locale: RegionalLocale) -> String {
        locale.attach(
            locale.symbol(of: currency), to: amount(locale), isNegative: minor < 0)
    }

    /// The amount without the currency.
    private func amount(_ locale: RegionalLocale) -> String {
        let (whole, rest) = minor.magnitude.quotientAndRemainder(
            dividingBy: UInt(currency.minorPerUnit))
        let isWhole = currency.digits == 0 || rest == 0 && currency.isWrittenWhole
        guard !isWhole else { return locale.grouped(whole) }
        let fraction = String(rest)
        let zeros = String(repeating: "0", count: currency.digits - fraction.utf8.count)
        return locale.grouped(whole) + locale.decimalSeparator + zeros + fraction
    }
}

extension Currency {
    /// True where the minor unit of ISO 4217 is out of use: CLDR writes no decimals.
    fileprivate var isWrittenWhole: Bool {
        switch code {
        case "AFN", "ALL", "COP", "HUF", "IDR", "IQD", "IRR", "KPW", "LAK", "LBP", "MGA", "MMK",
            "SOS", "SYP", "YER":
            true
        default: false
        }
    }
}

extension RegionalLocale {
    /// The place of the currency's symbol.
    private enum SymbolPlace {
        case before, beforeWithSpace, after
        /// The sign of a negative amount follows the symbol.
        case beforeSign
    }

    private var symbolPlace: SymbolPlace {
        switch self {
        case .esMX, .esPE, .enUS, .enGB: .before
        case .esAR, .esCO: .beforeWithSpace
        case .esCL: .beforeSign
        case .esES: .after
        }
    }

    fileprivate func attach(_ symbol: String, to amount: String, isNegative: Bool) -> String {
        let sign = isNegative ? "-" : ""
        // CLDR's currencySpacing: what ends with another sign than `$` or `€` is kept off digits.
        let isSign = symbol.unicodeScalars.last?.properties.generalCategory == .currencySymbol
        let space = isSign ? "" : "\u{A0}"
        return switch symbolPlace {
        case .before: sign + symbol + space + amount
        case .beforeWithSpace: sign + symbol + "\u{A0}" + amount
        case .beforeSign: symbol + (isNegative ? sign : space) + amount
        case .after: sign + amount + "\u{A0}" + symbol
        }
    }
}
