extension ImageReference {
    /// PostgreSQL's major version by the tag of an official image, as in `postgres:16.9` or
    /// `registry.example/library/postgres:17-alpine`. `nil` for any other image: its tag counts
    /// something else.
    package var postgresMajor: Int? {
        let named = text.prefix { $0 != "@" }
        let last = named.split(separator: "/").last ?? named
        let halves = last.split(separator: ":", maxSplits: 1)
        guard halves.count == 2, halves[0] == "postgres" else { return nil }
        return Int(halves[1].prefix { ("0"..."9").contains($0) })
    }
}
