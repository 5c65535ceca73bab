import PuertoCore
import PuertoSite

/// A build as `--json` prints it; paths below `public/`.
struct BuildView: Encodable {
    let files: Int
    /// Pages that were made anew, whatever came of it.
    let made: Int
    let skipped: Int
    let written: [String]
    let removed: [String]
    let warnings: [String]
    let milliseconds: [String: Double]
    let explanation: [String]?
    let verification: Compared?

    struct Compared: Encodable {
        let missing: [String]
        let different: [String]
        let unclaimed: [String]
    }

    init(_ report: BuildReport, _ verification: Verification?) {
        files = report.pages
        made = report.made
        skipped = report.skipped
        written = report.written
        removed = report.removed
        warnings = report.warnings.map(\.description)
        milliseconds = Dictionary(
            report.phases.map { ($0.name, $0.milliseconds) }, uniquingKeysWith: +)
        explanation = report.explanation.isEmpty ? nil : report.explanation
        self.verification = verification.map {
            Compared(missing: $0.missing, different: $0.different, unclaimed: $0.unclaimed)
        }
    }
}
