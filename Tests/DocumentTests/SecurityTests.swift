import Foundation
import TestSupport
import Testing

/// SECURITY.md promises nothing that no test holds.
@Suite struct SecurityTests {
    @Test func everyPromiseNamesTestsThatExist() throws {
        let tests = try TestNames.all()
        let promises = try Self.promises()
        #expect(promises.count > 15)
        for promise in promises {
            let name = promise.prefix { $0 != "." }
            let holders = TestNames.holders(promise.replacing("\n  ", with: " "), after: "Held by ")
            #expect(!holders.isEmpty, "no test is named for '\(name)'")
            for holder in holders {
                let isThere = tests.contains(holder)
                #expect(isThere, "there is no test '\(holder)', which is to hold '\(name)'")
            }
        }
    }

    /// A promise is a point with a bold name, in the chapter of what is protected.
    @Test func everyPointOfTheChapterIsAPromise() throws {
        let chapter = try Self.chapter()
        let points = chapter.split(separator: "\n").filter { $0.hasPrefix("- ") }
        #expect(points.allSatisfy { $0.hasPrefix("- **") })
        #expect(try points.count == Self.promises().count)
    }

    private static func chapter() throws -> String {
        let file = Repository.root.appending(path: "SECURITY.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let start = try #require(text.range(of: "\n## What Puerto protects today\n"))
        let rest = text[start.upperBound...]
        return String(rest[..<(rest.range(of: "\n## ")?.lowerBound ?? rest.endIndex)])
    }

    private static func promises() throws -> [String] {
        try chapter().components(separatedBy: "\n- **").dropFirst().map { $0 }
    }
}
