extension Day {
    /// The day in CLDR's medium length: `3 mar 2025`, `Mar 3, 2025`, `03-03-2025`.
    package func text(_ locale: RegionalLocale) -> String {
        let months = locale.shortMonths
        return switch locale {
        case .esMX, .esES, .esAR, .esPE, .enGB: "\(day) \(months[month - 1]) \(year)"
        case .enUS: "\(months[month - 1]) \(day), \(year)"
        case .esCL: "\(twoDigits(day))-\(twoDigits(month))-\(year)"
        case .esCO: "\(day)/\(twoDigits(month))/\(year)"
        }
    }
}

extension RegionalLocale {
    /// The time in CLDR's short length: `14:05`, `2:05 p.m.`
    package func time(_ hour: Int, _ minute: Int) -> String {
        switch self {
        case .esES: "\(hour):\(twoDigits(minute))"
        case .enGB: "\(twoDigits(hour)):\(twoDigits(minute))"
        case .esMX, .esAR, .esCL, .esCO, .esPE, .enUS:
            "\((hour + 11) % 12 + 1):\(twoDigits(minute))\u{A0}\(halfDay(hour))"
        }
    }

    private func halfDay(_ hour: Int) -> String {
        let isMorning = hour < 12
        return switch self {
        case .esMX: isMorning ? "a.m." : "p.m."
        case .esES, .esAR, .esCL, .esCO, .esPE: isMorning ? "a.\u{A0}m." : "p.\u{A0}m."
        case .enUS, .enGB: isMorning ? "AM" : "PM"
        }
    }

    fileprivate var shortMonths: [String] {
        switch self {
        case .esMX: RegionalLocale.mexicanMonths
        case .esES, .esAR, .esCL, .esCO: RegionalLocale.spanishMonths
        case .esPE: RegionalLocale.peruvianMonths
        case .enUS: RegionalLocale.americanMonths
        case .enGB: RegionalLocale.britishMonths
        }
    }

    private static let spanishMonths = [
        "ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic",
    ]
    private static let mexicanMonths = spanishMonths.map { $0 == "sept" ? "sep" : $0 }
    private static let peruvianMonths = spanishMonths.map { $0 == "sept" ? "set." : "\($0)." }
    private static let americanMonths = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    private static let britishMonths = americanMonths.map { $0 == "Sep" ? "Sept" : $0 }
}

/// A number below 100 in two digits.
private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
