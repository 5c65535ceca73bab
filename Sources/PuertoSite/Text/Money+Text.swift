internal import PuertoCore

extension Money {
    /// The amount as the language writes it, after CLDR: `1.234,50 €`, `$1,234.50`.
    func text(_ l: Language) -> String {
        let digits = currency.digits
        let scale = (0..<digits).reduce(1) { scale, _ in scale * 10 }
        let (whole, rest) = minor.magnitude.quotientAndRemainder(dividingBy: UInt(scale))
        let fraction = String(rest)
        let amount =
            Int(whole).grouped(l)
            + (digits == 0
                ? ""
                : l(",", ".") + String(repeating: "0", count: digits - fraction.utf8.count)
                    + fraction)
        return (minor < 0 ? "−" : "") + currency.attach(to: amount, l)
    }
}

extension Currency {
    fileprivate func attach(to amount: String, _ l: Language) -> String {
        switch l {
        case .es: amount + "\u{A0}" + (code == "EUR" ? "€" : code == "USD" ? "US$" : code)
        case .en: (englishSymbol ?? code + "\u{A0}") + amount
        }
    }

    private var englishSymbol: String? {
        switch code {
        case "USD": "$"
        case "EUR": "€"
        case "GBP": "£"
        case "JPY": "¥"
        case "MXN": "MX$"
        case "BRL": "R$"
        case "CAD": "CA$"
        case "AUD": "A$"
        default: nil
        }
    }
}

extension Int {
    /// The number with the language's thousands separator; Spanish groups from five digits on.
    func grouped(_ l: Language) -> String {
        let digits = String(magnitude)
        let sign = self < 0 ? "−" : ""
        guard digits.utf8.count > l.groupsFrom else { return sign + digits }
        let separator = l(".", ",")
        var grouped = sign
        for (index, digit) in digits.unicodeScalars.enumerated() {
            if index > 0, (digits.utf8.count - index) % 3 == 0 { grouped += separator }
            grouped.unicodeScalars.append(digit)
        }
        return grouped
    }
}

extension Language {
    fileprivate var groupsFrom: Int { self == .es ? 4 : 3 }
}
