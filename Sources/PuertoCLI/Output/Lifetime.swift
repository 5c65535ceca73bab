import ArgumentParser
import PuertoCore

/// A duration on the command line: digits and a unit, as in `90s`, `30m`, `72h`, `7d`.
struct Lifetime: ExpressibleByArgument, Hashable {
    let seconds: Int

    init(seconds: Int) { self.seconds = seconds }

    /// `nil` for anything else, and for more than a year.
    init?(argument: String) {
        let units: [UInt8: Int] = [
            UInt8(ascii: "s"): 1, UInt8(ascii: "m"): 60, UInt8(ascii: "h"): 3600,
            UInt8(ascii: "d"): 86_400,
        ]
        let digits = argument.utf8.dropLast()
        guard let unit = argument.utf8.last.flatMap({ units[$0] }),
            let count = Int(digits: digits, upTo: 9)
        else { return nil }
        let seconds = count * unit
        guard seconds <= 366 * 86_400 else { return nil }
        self.seconds = seconds
    }
}

extension Lifetime: CustomStringConvertible {
    /// The shortest spelling, with the largest unit that leaves no rest: `3d`, `90s`, `0s`.
    var description: String {
        let units = [(86_400, "d"), (3600, "h"), (60, "m")]
        let unit = units.first { seconds > 0 && seconds.isMultiple(of: $0.0) } ?? (1, "s")
        return "\(seconds / unit.0)\(unit.1)"
    }

    /// The default as `--help` shows it.
    var defaultValueDescription: String { description }
}
