internal import PuertoCore

/// Turns what `docker pull` draws on a terminal into lines for a log. Progress of the same layers
/// is drawn again and again, and is kept once in a while.
package struct PullProgress: Sendable {
    private var said: Set<String> = []
    private var next: ContinuousClock.Instant?
    private static let pace = Duration.seconds(5)

    package init() {}
}

extension PullProgress {
    /// Returns the line for the log, or `nil` for one that says nothing new.
    package mutating func line(
        _ drawn: String, at now: ContinuousClock.Instant = .now
    ) -> String? {
        let text = PullProgress.plain(drawn)
        guard !text.isEmpty else { return nil }
        if text.contains(" Downloading") || text.contains(" Extracting") {
            if let next, now < next { return nil }
            next = now + PullProgress.pace
            return text
        }
        // The terminal gets the same lines again at each change of any of them.
        guard said.count < 1000 else { return nil }
        return said.insert(text).inserted ? text : nil
    }

    /// The text without control sequences (ECMA-48, CSI) and without the drawn bar.
    static func plain(_ drawn: String) -> String {
        var text = ""
        var scalars = drawn.unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            guard scalar == "\u{1B}" else {
                if scalar.isASCII, scalar.value >= 32 { text.unicodeScalars.append(scalar) }
                continue
            }
            guard scalars.first == "[" else { continue }
            scalars.removeFirst()
            while let part = scalars.popFirst(), !(0x40...0x7E).contains(part.value) {}
        }
        if let start = text.firstIndex(of: "["), let end = text.lastIndex(of: "]"), start < end,
            text[start...end].contains(where: { $0 == ">" || $0 == "=" })
        {
            text.removeSubrange(start...end)
        }
        return text.split(separator: " ").joined(separator: " ")
    }
}
