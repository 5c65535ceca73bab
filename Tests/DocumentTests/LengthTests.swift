import Foundation
import TestSupport
import Testing

/// The two documents that a newcomer reads first stay short.
@Suite struct LengthTests {
    @Test func theREADMEHasAtMostNinetyLines() throws {
        #expect(try Self.lines(of: "README.md") <= 90)
    }

    @Test func theArchitectureHasAtMostAHundredAndThirtyLines() throws {
        #expect(try Self.lines(of: "ARCHITECTURE.md") <= 130)
    }

    private static func lines(of path: String) throws -> Int {
        let text = try String(
            contentsOf: Repository.root.appending(path: path), encoding: .utf8)
        return text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
    }
}
