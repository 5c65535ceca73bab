/// The time that something took, in whole seconds.
struct Span: Equatable {
    let seconds: Int

    /// `nil` until both ends are known.
    init?(from start: Int?, to end: Int?) {
        guard let start, let end else { return nil }
        // A clock that was set back would make it negative.
        seconds = max(0, end - start)
    }

    /// The text of its two largest units, the same in both languages: `42 s`, `3 min 5 s`, `2 h 4
    /// min`.
    var text: String {
        let units = [(86400, "d"), (3600, "h"), (60, "min"), (1, "s")]
        guard let first = units.firstIndex(where: { seconds >= $0.0 }) else { return "< 1 s" }
        let (size, name) = units[first]
        let whole = "\(seconds / size)\u{A0}\(name)"
        guard first + 1 < units.count else { return whole }
        let (small, other) = units[first + 1]
        let rest = seconds % size / small
        return rest == 0 ? whole : "\(whole) \(rest)\u{A0}\(other)"
    }
}
