extension RegionalLocale {
    /// The currency's symbol, or its code where the locale has none: `$` is the peso in Mexico, and
    /// the dollar is `USD` there.
    func symbol(of currency: Currency) -> String {
        ownSymbol(of: currency.code) ?? RegionalLocale.everywhere[currency.code] ?? currency.code
    }

    private func ownSymbol(of code: String) -> String? {
        switch (self, code) {
        case (.esMX, "MXN"), (.esAR, "ARS"), (.esCL, "CLP"), (.esCO, "COP"): "$"
        case (.esMX, "MRU"): "UM"
        case (.esPE, "PEN"): "S/"
        case (.esAR, "USD"), (.esCL, "USD"), (.esCO, "USD"): "US$"
        case (.esES, _): RegionalLocale.spain[code]
        case (.enUS, _): RegionalLocale.english[code]
        case (.enGB, "USD"): "US$"
        case (.enGB, "JPY"): "JP¥"
        case (.enGB, _): RegionalLocale.english[code]
        case (.esMX, _), (.esAR, _), (.esCL, _), (.esCO, _), (.esPE, _): nil
        }
    }

    /// The symbols that every locale has.
    private static let everywhere = ["XCG": "Cg.", "XPF": "CFPF"]

    private static let spain = ["EUR": "€", "THB": "฿", "USD": "US$", "VND": "₫"]

    private static let english = [
        "AUD": "A$", "BRL": "R$", "CAD": "CA$", "CNY": "CN¥", "EUR": "€", "GBP": "£",
        "HKD": "HK$", "ILS": "₪", "INR": "₹", "JPY": "¥", "KRW": "₩", "MXN": "MX$", "NZD": "NZ$",
        "PHP": "₱", "TWD": "NT$", "USD": "$", "VND": "₫", "XAF": "FCFA", "XCD": "EC$",
        "XOF": "F\u{202F}CFA",
    ]
}
