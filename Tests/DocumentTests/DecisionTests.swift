import Foundation
import TestSupport
import Testing

/// Every decision has its four parts, and the tests that it names exist.
@Suite struct DecisionTests {
    static let parts = ["Decided", "Because", "Instead of", "Held by"]

    @Test func everyDecisionHasItsFourParts() throws {
        var count = 0
        for path in try Self.topics() {
            let sections = try Self.sections(of: path)
            for section in sections {
                let heads = section.matches(of: /(?m)^- \*\*([A-Za-z ]+):\*\*/)
                    .map { String($0.output.1) }
                #expect(heads == Self.parts, "\(path): \(section.prefix { $0 != "\n" })")
            }
            count += sections.count
        }
        #expect(count > 60)
    }

    @Test func everyTestThatHoldsADecisionExists() throws {
        let tests = try Self.tests()
        try #require(tests.contains("DecisionTests.everyTestThatHoldsADecisionExists"))
        try #require(tests.contains("LengthTests"))
        for path in try Self.topics() {
            for name in try Self.sections(of: path).flatMap(Self.holders) {
                let isThere = tests.contains(name)
                #expect(isThere, "\(path): there is no test '\(name)'")
            }
        }
    }

    @Test func theNamesOfTestsAreReadFromTheLastPart() {
        let section = """
            - **Decided:** `Some.thing` is so.
            - **Held by:** `SuiteTests.aTestOfIt`, `OtherTests`,
              `test_file.py::test_it`; `make bench`, no test.
            """
        #expect(
            Self.holders(section) == [
                "SuiteTests.aTestOfIt", "OtherTests", "test_file.py::test_it",
            ])
    }

    private static func topics() throws -> [String] {
        try Repository.documents()
            .filter { $0.hasPrefix("docs/decisions/") && !$0.hasSuffix("README.md") }
    }

    private static func sections(of path: String) throws -> [String] {
        let text = try String(contentsOf: Repository.root.appending(path: path), encoding: .utf8)
        return text.components(separatedBy: "\n## ").dropFirst().map { $0 }
    }

    /// The names of suites and tests below *held by*.
    private static func holders(_ section: String) -> [String] {
        guard let start = section.range(of: "**Held by:**") else { return [] }
        return MarkdownText(String(section[start.upperBound...])).spans
            .filter { $0.firstMatch(of: /^(test_\w+\.py(::\w+)?|\w+Tests(\.\w+)?)$/) != nil }
    }

    /// Every `Suite`, `Suite.test`, `file.py` and `file.py::test` below `Tests/`.
    private static func tests() throws -> Set<String> {
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
