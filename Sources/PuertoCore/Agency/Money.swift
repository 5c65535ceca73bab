/// An amount in minor units (cents) of one currency.
package struct Money: Hashable, Sendable, Codable {
    package var minor: Int
    package let currency: Currency

    package init(minor: Int, currency: Currency) {
        self.minor = minor
        self.currency = currency
    }
}

/// A currency code of ISO 4217.
package struct Currency: Hashable, Sendable, Codable {
    package let code: String
    /// Digits after the decimal point.
    package let digits: Int

    /// Throws `invalid` for a code that is not in ISO 4217's list of active currencies.
    package init(_ code: String) throws {
        guard Currency.codes.contains(code) else {
            throw PuertoError(
                .invalid, "\(PuertoError.quote(code)) is not an ISO 4217 currency",
                hint: "three capitals, as in USD, EUR or MXN"
            ).spanish(
                "\(PuertoError.quote(code)) no es una moneda de ISO 4217",
                hint: "tres mayúsculas, como USD, EUR o MXN")
        }
        self.code = code
        digits = Currency.digits(of: code)
    }

    /// The minor units in one unit: 100 for most currencies, 1 for JPY.
    package var minorPerUnit: Int { (0..<digits).reduce(1) { scale, _ in scale * 10 } }

    private static func digits(of code: String) -> Int {
        switch code {
        case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI",
            "VND", "VUV", "XAF", "XOF", "XPF":
            0
        case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND": 3
        case "CLF": 4
        default: 2
        }
    }

    /// Every currency, by its code.
    package static var all: [Currency] { codes.sorted().compactMap { try? Currency($0) } }

    package init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(code)
    }

    private static let codes = Set(
        """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP \
        BYN BZD CAD CDF CHF CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD \
        FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY \
        KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP \
        MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR \
        RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT \
        TND TOP TRY TTD TWD TZS UAH UGX USD UYI UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF \
        YER ZAR ZMW ZWG
        """.split(separator: " ").map(String.init))
}
