extension String {
    /// Returns the candidate that looks most like this word; `nil` when none is close.
    package func nearest(in candidates: some Sequence<String>) -> String? {
        let mine = Array(utf8.prefix(64))
        let limit = max(1, mine.count / 3)
        var best: (word: String, distance: Int)?
        for word in candidates where abs(word.utf8.count - mine.count) <= limit {
            let distance = String.distance(mine, Array(word.utf8.prefix(64)))
            if distance <= limit, distance < best?.distance ?? .max { best = (word, distance) }
        }
        return best?.word
    }

    /// Counts the edits between two words; a swap of neighbours is one (optimal string alignment).
    private static func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
        var last: [Int] = []
        var row = Array(0...other.count)
        for i in one.indices {
            let above = row
            row[0] = i + 1
            for j in other.indices {
                let change = above[j] + (one[i] == other[j] ? 0 : 1)
                row[j + 1] = Swift.min(change, above[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, one[i] == other[j - 1], one[i - 1] == other[j] {
                    row[j + 1] = Swift.min(row[j + 1], last[j - 1] + 1)
                }
            }
            last = above
        }
        return row[other.count]
    }
}

extension String {
    /// Returns `did you mean '…'?` with the nearest candidate; `nil` when none is close.
    package func nearestHint(in candidates: some Sequence<String>, _ l: Language = .en) -> String? {
        nearest(in: candidates.sorted()).map {
            l("¿querías decir '\($0)'?", "did you mean '\($0)'?")
        }
    }
}
