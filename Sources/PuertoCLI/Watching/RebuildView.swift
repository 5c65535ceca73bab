import PuertoCore
import PuertoSite

/// A rebuild as `watch --json` prints it; paths below `public/`.
struct RebuildView: Encodable {
    let files: Int
    let written: [String]
    let removed: [String]
    let warnings: [String]
    let milliseconds: Double

    init(_ report: BuildReport) {
        files = report.pages
        written = report.written
        removed = report.removed
        warnings = report.warnings.map(\.description)
        milliseconds = report.milliseconds
    }
}
