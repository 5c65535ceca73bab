extension RegionalLocale {
    package var decimalSeparator: String {
        switch self {
        case .esMX, .esPE, .enUS, .enGB: "."
        case .esES, .esAR, .esCL, .esCO: ","
        }
    }

    private var groupSeparator: String {
        switch self {
        case .esMX, .esPE, .enUS, .enGB: ","
        case .esES, .esAR, .esCL, .esCO: "."
        }
    }

    /// The digits that a number has at least where it is grouped: Spain writes `1234` and `12.345`.
    private var groupedFrom: Int {
        switch self {
        case .esES: 5
        case .esMX, .esAR, .esCL, .esCO, .esPE, .enUS, .enGB: 4
        }
    }

    /// The percent sign with the space before it, where there is one.
    package var percentSign: String {
        switch self {
        case .esES: "\u{A0}%"
        case .esMX, .esAR, .esCL, .esCO, .esPE, .enUS, .enGB: "%"
        }
    }

    package func percent(_ number: Int) -> String { number.grouped(self) + percentSign }
}

extension Int {
    /// The number with the locale's thousands separators.
    package func grouped(_ locale: RegionalLocale) -> String {
        (self < 0 ? "-" : "") + locale.grouped(magnitude)
    }
}

extension RegionalLocale {
    func grouped(_ number: UInt) -> String {
        let digits = String(number)
        let count = digits.utf8.count
        guard count >= groupedFrom else { return digits }
        let separator = groupSeparator
        var grouped = ""
        for (index, digit) in digits.unicodeScalars.enumerated() {
            if index > 0, (count - index) % 3 == 0 { grouped += separator }
            grouped.unicodeScalars.append(digit)
        }
        return grouped
    }
}
