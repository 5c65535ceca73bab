/// A moment as RFC 3339 writes it, in UTC and whole seconds: `2026-08-21T10:00:00Z`.
package enum Timestamp {
    /// Formats seconds since 1970, UTC.
    package static func text(_ seconds: Int) -> String {
        let ofDay = ((seconds % 86400) + 86400) % 86400
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        return "\(Day(secondsSince1970: seconds))T\(two(ofDay / 3600)):\(two(ofDay / 60 % 60)):"
            + "\(two(ofDay % 60))Z"
    }
}
