import Foundation
import PuertoCore
import PuertoSite

/// Prints the result of each build: one line, or one JSON object in a line; warnings and errors on
/// stderr.
struct RebuildOutput: Sendable {
    var json = false

    func say(_ news: Watching.News) throws {
        switch news {
        case .failed(let lines): for line in lines { Failure.say(line) }
        case .built(let report):
            Failure.warn(report.warnings)
            let line = json ? try RebuildOutput.object(report) : report.line
            try FileDescriptorOutput.standard.write(line + "\n")
        }
    }

    private static func object(_ report: BuildReport) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(RebuildView(report)), as: UTF8.self)
    }
}

extension BuildReport {
    /// The summary with the first paths that changed.
    fileprivate var line: String {
        let changed = written + removed
        guard !changed.isEmpty else { return summary }
        let first = changed.prefix(3).joined(separator: ", ")
        return "\(summary): \(first)" + (changed.count > 3 ? " and \(changed.count - 3) more" : "")
    }
}
