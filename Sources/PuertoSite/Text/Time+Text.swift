internal import Hypertext
internal import PuertoCore

extension Day {
    /// The day as `3 mar 2025`, in either language.
    func text(_ l: Language) -> String {
        "\(day) \(l.shortMonths[month - 1]) \(year)"
    }

    /// The day as a `time` element with the machine-readable form.
    func html(_ l: Language) -> HTML {
        "<time datetime=\"\(description)\">\(text(l))</time>"
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

    func html(_ l: Language) -> HTML {
        "<time datetime=\"\(machine)\">\(day.text(l)), \(two(hour)):\(two(minute))</time>"
    }

    /// The time in RFC 3339 with the zone's offset.
    private var machine: String {
        let sign = offset < 0 ? "-" : "+"
        let minutes = abs(offset) / 60
        return "\(day)T\(two(hour)):\(two(minute))\(sign)\(two(minutes / 60)):\(two(minutes % 60))"
    }

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}

extension Language {
    fileprivate var shortMonths: [String] {
        self == .es ? Language.spanishMonths : Language.englishMonths
    }

    private static let spanishMonths = [
        "ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic",
    ]
    private static let englishMonths = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec",
    ]

    /// The language's name in itself.
    var ownName: String { self == .es ? "Español" : "English" }
}
