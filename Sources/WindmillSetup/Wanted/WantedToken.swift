internal import FoundationEssentials
internal import Windmill

/// Puerto's own token of the super administrator.
package struct WantedToken: Sendable {
    /// The name by which tokens of Puerto's are found again. No other program may use it.
    package let label: String
    /// The calls that it may make; `nil` allows all that the administrator may.
    package let scopes: [String]?
    /// The lifetime of a new one; `nil` makes tokens without end.
    package let lifetime: Duration?
    /// The rest of its lifetime at which it is replaced.
    package let margin: Duration

    package init(
        label: String, scopes: [String]? = nil, lifetime: Duration? = nil,
        margin: Duration = .seconds(7 * 86_400)
    ) {
        self.label = CleanText.line(label, atMost: 100)
        self.scopes = scopes
        self.lifetime = lifetime
        self.margin = margin
    }
}

extension WantedToken {
    /// The token to ask the server for.
    func new(now: Date = .now) throws -> NewToken {
        NewToken(
            label: label,
            expires: try lifetime.map { try ServerTime(Self.text(now, plus: $0)) },
            scopes: scopes)
    }

    /// Tells whether a listed token is as it is wanted, and lasts for a while.
    func isMet(by token: ListedToken, now: Date = .now) -> Bool {
        token.label == label && token.scopes == (scopes ?? []) && !isDue(token, now)
    }

    /// A token without end is due when an end is wanted.
    private func isDue(_ token: ListedToken, _ now: Date) -> Bool {
        guard let end = token.expires else { return lifetime != nil }
        // Both are in UTC and of one form up to the seconds, so that text order is time order.
        return end.text.prefix(19) <= Self.text(now, plus: margin).prefix(19)
    }

    private static func text(_ time: Date, plus duration: Duration) -> String {
        time.addingTimeInterval(Double(duration.components.seconds)).formatted(.iso8601)
    }
}
