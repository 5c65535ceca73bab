extension PortRule {
    /// Returns the first ports on one line, then each skipped slot with its reason, as the database
    /// keeps them.
    package var text: String {
        let lines = skip.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return (["\(app) \(postgres) \(redis)"] + lines).joined(separator: "\n")
    }

    /// Reads what `text` wrote. Throws `invalid` for anything else.
    package init(text: String) throws {
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"))
        let first = lines.first?.split(separator: 0x20).compactMap { Int(String(Substring($0))) }
        guard let first, first.count == 3 else { throw PortRule.unreadable }
        var skip: [Int: String] = [:]
        for line in lines.dropFirst() {
            let halves = line.split(
                separator: 0x20, maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2, let slot = Int(String(Substring(halves[0]))) else {
                throw PortRule.unreadable
            }
            skip[slot] = String(Substring(halves[1]))
        }
        try self.init(app: first[0], postgres: first[1], redis: first[2], skip: skip)
        guard self.text.utf8.elementsEqual(text.utf8) else { throw PortRule.unreadable }
    }

    private static let unreadable = PuertoError(.invalid, "the recorded ports are not readable")
}
