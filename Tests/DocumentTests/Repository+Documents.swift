import Foundation
import TestSupport

extension Repository {
    /// The documents' paths, those below `docs/` last.
    static func documents() throws -> [String] {
        [
            "README.md", "ARCHITECTURE.md", "BENCHMARKS.md", "CHANGELOG.md", "CONTRIBUTING.md",
            "SECURITY.md",
        ] + (try files(below: "docs").filter { $0.hasSuffix(".md") })
    }

    /// The documents whose commands a reader types. A change log may name former ones.
    static func manuals() throws -> [String] {
        try documents().filter { $0 != "CHANGELOG.md" }
    }

    static func document(_ path: String) throws -> MarkdownText {
        MarkdownText(try String(contentsOf: root.appending(path: path), encoding: .utf8))
    }

    static func has(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }

    /// The paths of a folder's files and folders, from the repository on.
    static func files(below folder: String) throws -> [String] {
        let path = root.appending(path: folder).path
        return try FileManager.default.subpathsOfDirectory(atPath: path).sorted()
            .map { "\(folder)/\($0)" }
    }
}
