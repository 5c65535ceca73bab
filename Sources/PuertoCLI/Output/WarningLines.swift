import PuertoCore

/// Warnings for a terminal: a thousand that say the same in a thousand places are four lines.
struct WarningLines {
    /// The places of one warning that are named.
    static let few = 3

    let lines: [String]

    init(_ warnings: [PuertoError]) {
        var counts: [Substance: Int] = [:]
        for warning in warnings { counts[Substance(warning), default: 0] += 1 }
        var shown: [Substance: Int] = [:]
        var lines: [String] = []
        for warning in warnings {
            let substance = Substance(warning)
            let number = shown[substance, default: 0] + 1
            shown[substance] = number
            if number <= WarningLines.few { lines.append(warning.text(Spoken.language)) }
            let rest = counts[substance, default: 0] - WarningLines.few
            if number == WarningLines.few, rest > 0 {
                lines.append(
                    Spoken.say(
                        "\(rest) más como ese (puerto check --json los muestra todos)",
                        "\(rest) more like that (puerto check --json prints all of them)"))
            }
        }
        self.lines = lines
    }

    /// The parts of a warning that repeat: its words without numbers, and its hint.
    private struct Substance: Hashable {
        let words: [UInt8]
        let hint: String?

        init(_ warning: PuertoError) {
            hint = warning.hint
            words = warning.message.utf8.filter { !$0.isDigit }
        }
    }
}
