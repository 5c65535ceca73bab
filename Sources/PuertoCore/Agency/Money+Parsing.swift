extension Money {
    /// The largest price, in minor units.
    package static let most = 1_000_000_000_000

    /// Parses an amount as `puerto.yaml` has it: digits, and after a point no more decimals than the
    /// currency has. `1890` and `1890.5` are `1890.00` and `1890.50`. The text never becomes a
    /// floating-point number. Throws `invalid`.
    package init(_ text: String, currency: Currency) throws {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }),
            parts.allSatisfy({ $0.allSatisfy(\.isDigit) }), parts[0].count <= 18
        else {
            throw PuertoError(
                .invalid, "\(PuertoError.quote(text)) is not an amount",
                hint: "digits and one point for the decimals, as in \(currency.example("1890"))"
            ).spanish(
                "\(PuertoError.quote(text)) no es un importe",
                hint: "cifras y un punto para los decimales, como \(currency.example("1890"))")
        }
        let decimals = parts.count == 2 ? String(decoding: parts[1], as: UTF8.self) : ""
        guard decimals.utf8.count <= currency.digits else {
            throw Money.tooFine(text, decimals.utf8.count, currency)
        }
        let zeros = String(repeating: "0", count: currency.digits - decimals.utf8.count)
        guard let minor = Int(String(decoding: parts[0], as: UTF8.self) + decimals + zeros),
            minor <= Money.most
        else {
            throw PuertoError(
                .invalid, "\(PuertoError.quote(text)) is too large",
                hint: "at most \(Money(minor: Money.most, currency: currency).plain)"
            ).spanish(
                "\(PuertoError.quote(text)) es demasiado grande",
                hint: "como mucho \(Money(minor: Money.most, currency: currency).plain)")
        }
        self.init(minor: minor, currency: currency)
    }

    /// The amount as `puerto.yaml` has it.
    package var plain: String {
        guard currency.digits > 0 else { return String(minor) }
        let (whole, rest) = minor.quotientAndRemainder(dividingBy: currency.minorPerUnit)
        let fraction = String(rest)
        return "\(whole)." + String(repeating: "0", count: currency.digits - fraction.utf8.count)
            + fraction
    }

    private static func tooFine(_ text: String, _ count: Int, _ currency: Currency) -> PuertoError {
        let whole = String(text.prefix { $0 != "." })
        let decimals = count == 1 ? "1 decimal" : "\(count) decimals"
        let own = currency.digits == 0 ? "none" : String(currency.digits)
        return PuertoError(
            .invalid,
            "\(PuertoError.quote(text)) has \(decimals), and \(currency.code) has \(own)",
            hint: "as in \(currency.example(whole))"
        ).spanish(
            "\(PuertoError.quote(text)) tiene \(count == 1 ? "1 decimal" : "\(count) decimales"), y \(currency.code) tiene \(currency.digits == 0 ? "ninguno" : String(currency.digits))",
            hint: "como \(currency.example(whole))")
    }
}

extension Currency {
    /// An amount with as many decimals as the currency has.
    fileprivate func example(_ whole: String) -> String {
        digits == 0 ? whole : whole + "." + String(repeating: "0", count: digits)
    }
}
