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
        let tests = try TestNames.all()
        try #require(tests.contains("DecisionTests.everyTestThatHoldsADecisionExists"))
        try #require(tests.contains("LengthTests"))
        for path in try Self.topics() {
            for name in try Self.sections(of: path).flatMap { TestNames.holders($0) } {
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
            TestNames.holders(section) == [
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
}
