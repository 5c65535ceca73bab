import ArgumentParser
import PuertoCore

/// The end of a hook secret on the command line: a day, as in `2027-03-01`, or `never`.
enum SecretEnd: ExpressibleByArgument, Hashable {
    case day(Day)
    case never

    /// `nil` for anything else.
    init?(argument: String) {
        guard argument != "never" else {
            self = .never
            return
        }
        guard let day = try? Day(argument) else { return nil }
        self = .day(day)
    }

    /// Seconds since 1970 at which the day begins in UTC, or a year from now if none was given; `nil`
    /// for never.
    static func seconds(of end: SecretEnd?, at now: Int) -> Int? {
        switch end {
        case .day(let day): day.secondsSince1970
        case .never: nil
        case nil: now + HookSecretOffer.usualLifetime
        }
    }
}
