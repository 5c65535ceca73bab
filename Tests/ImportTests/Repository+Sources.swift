import Foundation
import TestSupport

extension Repository {
    static func text(of path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// The Swift files of a module, at any depth.
    static func sources(of module: String) throws -> [URL] {
        let folder = root.appending(path: "Sources/\(module)")
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        return names.filter { $0.hasSuffix(".swift") }.map { folder.appending(path: $0) }
    }

    /// The modules that a Swift source imports.
    static func imports(in source: String) -> [String] {
        let access: Set<String> = [
            "public", "package", "internal", "private", "@testable", "@_spi(_Unicode)",
        ]
        var isText = false
        return source.split(separator: "\n").compactMap { line in
            if line.components(separatedBy: "\"\"\"").count == 2 { isText.toggle() }
            guard !isText else { return nil }
            let words = line.split(separator: " ").map(String.init)
                .drop { access.contains($0) }
            guard words.first == "import", let name = words.last else { return nil }
            return name.split(separator: ".").first.map(String.init)
        }
    }
}
