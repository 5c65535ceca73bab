import Foundation
import TestSupport

/// The names of this repository's tests, and those that documents give.
enum TestNames {
    /// The names of suites and tests after *held by*.
    static func holders(_ section: String, after mark: String = "**Held by:**") -> [String] {
        guard let start = section.range(of: mark) else { return [] }
        return MarkdownText(String(section[start.upperBound...])).spans
            .filter { $0.firstMatch(of: /^(test_\w+\.py(::\w+)?|\w+Tests(\.\w+)?)$/) != nil }
    }

    /// Every `Suite`, `Suite.test`, `file.py` and `file.py::test` below `Tests/`.
    static func all() throws -> Set<String> {
        let folder = Repository.root.appending(path: "Tests")
        var names: Set<String> = []
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
            let file = path.split(separator: "/").last.map(String.init) ?? path
            let isPython = file.hasPrefix("test_") && file.hasSuffix(".py")
            guard isPython || file.hasSuffix(".swift") else { continue }
            let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
            names.formUnion(isPython ? pythonTests(text, file) : swiftTests(text))
        }
        return names
    }

    private static func pythonTests(_ text: String, _ file: String) -> Set<String> {
        var names: Set = [file]
        for line in text.split(separator: "\n") where line.hasPrefix("def test_") {
            names.insert("\(file)::\(line.dropFirst(4).prefix { $0 != "(" })")
        }
        return names
    }

    private static func swiftTests(_ text: String) -> Set<String> {
        var (names, suite): (Set<String>, String) = ([], "")
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            for (word, name) in zip(words, words.dropFirst()) {
                if ["struct", "class", "extension"].contains(word) {
                    let type = name.trimmingCharacters(in: .punctuationCharacters)
                    if type.hasSuffix("Tests") { suite = type }
                    names.insert(suite)
                } else if word == "func" {
                    names.insert("\(suite).\(name.prefix { $0 != "(" })")
                }
            }
        }
        return names
    }
}
