/// The answer to a probe that an operator has asked for: the result, or that there was nothing to ask.
package struct ProbeAnswer: Hashable, Sendable {
    /// `nil` for a client whose system is not to run, or not on this machine.
    package let result: ProbeResult?

    package init(_ result: ProbeResult?) { self.result = result }
}

extension ProbeAnswer {
    /// The lines that an errand keeps: health, milliseconds, time, and the fault.
    package var text: String {
        guard let result else { return "none" }
        return "\(result.health.rawValue)\n\(result.milliseconds)\n\(result.at)\n\(result.detail)"
    }

    /// Reads what `text` wrote; `nil` for anything else.
    package init?(_ text: String) {
        guard text != "none" else {
            self.init(ProbeResult?.none)
            return
        }
        let lines = text.split(separator: "\n", maxSplits: 3, omittingEmptySubsequences: false)
        guard lines.count == 4, let health = Health(rawValue: String(lines[0])),
            let milliseconds = Int(lines[1]), let at = Int(lines[2])
        else { return nil }
        self.init(
            ProbeResult(
                at: at, health: health, milliseconds: milliseconds, detail: String(lines[3])))
    }
}
