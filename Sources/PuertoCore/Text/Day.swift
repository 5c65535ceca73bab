/// A day of the proleptic Gregorian calendar, written `YYYY-MM-DD` (RFC 3339 full-date).
package struct Day: Hashable, Sendable {
    package let year: Int
    package let month: Int
    package let day: Int

    /// Throws `invalid` for anything but an existing day of the years 1970…9999.
    package init(_ text: String) throws {
        let bytes = Array(text.utf8)
        let hyphen = UInt8(ascii: "-")
        guard bytes.count == 10, bytes[4] == hyphen, bytes[7] == hyphen,
            let year = Int(digits: bytes[0..<4]), let month = Int(digits: bytes[5..<7]),
            let number = Int(digits: bytes[8..<10]),
            let day = Day(year: year, month: month, day: number)
        else {
            throw PuertoError(
                .invalid, "\(PuertoError.quote(text)) is not a day", hint: "YYYY-MM-DD"
            ).spanish("\(PuertoError.quote(text)) no es un día", hint: "AAAA-MM-DD")
        }
        self = day
    }

    /// `nil` when the calendar has no such day.
    package init?(year: Int, month: Int, day: Int) {
        guard (1970...9999).contains(year), (1...12).contains(month),
            (1...Day.length(of: month, in: year)).contains(day)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// The day of a moment given in seconds since 1970, already shifted to the reader's time zone.
    package init(secondsSince1970 seconds: Int) {
        // Days to civil date, after Howard Hinnant's chrono algorithms (public domain).
        let days = Int((Double(seconds) / 86400).rounded(.down)) + 719_468
        let era = days / 146_097
        let ofEra = days - era * 146_097
        let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * ofYear + 2) / 153
        day = ofYear - (153 * shifted + 2) / 5 + 1
        month = shifted < 10 ? shifted + 3 : shifted - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }
}

extension Day {
    /// The beginning of the day in UTC, in seconds since 1970; `init(secondsSince1970:)` is the
    /// inverse.
    package var secondsSince1970: Int {
        // Civil date to days, the inverse algorithm.
        let shifted = (month + 9) % 12
        let counted = month < 3 ? year - 1 : year
        let (era, yearOfEra) = counted.quotientAndRemainder(dividingBy: 400)
        let ofYear = (153 * shifted + 2) / 5 + day - 1
        let ofEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + ofYear
        return (era * 146_097 + ofEra - 719_468) * 86400
    }
}

extension Day: CustomStringConvertible, Comparable, Codable {
    package var description: String {
        String(unsafeUninitializedCapacity: 10) { text in
            var rest = year * 10000 + month * 100 + day
            for index in (0..<10).reversed() {
                guard index != 4, index != 7 else {
                    text[index] = UInt8(ascii: "-")
                    continue
                }
                text[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            return 10
        }
    }

    package static func < (left: Day, right: Day) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    package init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Day {
    private static func length(of month: Int, in year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }
}
