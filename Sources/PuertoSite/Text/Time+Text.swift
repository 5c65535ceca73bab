internal import Hypertext
internal import PuertoCore

extension Day {
    /// The day as a `time` element with the machine-readable form.
    func html(_ locale: RegionalLocale) -> HTML {
        "<time datetime=\"\(description)\">\(text(locale))</time>"
    }
}

/// A moment as the agency's wall clock shows it.
struct LocalTime {
    let day: Day
    let hour: Int
    let minute: Int
    let offset: Int

    /// Takes seconds since 1970 and the zone's distance from UTC at that moment, in seconds.
    init(at seconds: Int, offset: Int) {
        let shifted = seconds + offset
        day = Day(secondsSince1970: shifted)
        let ofDay = ((shifted % 86400) + 86400) % 86400
        hour = ofDay / 3600
        minute = ofDay / 60 % 60
        self.offset = offset
    }

    func html(_ locale: RegionalLocale) -> HTML {
        "<time datetime=\"\(machine)\">\(text(locale))</time>"
    }

    func text(_ locale: RegionalLocale) -> String {
        "\(day.text(locale)), \(locale.time(hour, minute))"
    }

    /// The time of the day only; its day is in a heading.
    func clock(_ locale: RegionalLocale) -> HTML {
        "<time datetime=\"\(machine)\">\(locale.time(hour, minute))</time>"
    }

    /// The time in RFC 3339 with the zone's offset.
    private var machine: String {
        let sign = offset < 0 ? "-" : "+"
        let minutes = abs(offset) / 60
        return "\(day)T\(two(hour)):\(two(minute))\(sign)\(two(minutes / 60)):\(two(minutes % 60))"
    }

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
