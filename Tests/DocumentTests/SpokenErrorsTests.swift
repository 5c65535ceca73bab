import Foundation
import TestSupport
import Testing

/// What a job can fail with is said in Spanish too.
@Suite struct SpokenErrorsTests {
    @Test(arguments: ["PuertoEngine", "PuertoJobs"])
    func everyErrorOfAJobHasBothLanguages(module: String) throws {
        var count = 0
        for path in try Repository.files(below: "Sources/\(module)") where path.hasSuffix(".swift")
        {
            let text = try String(
                contentsOf: Repository.root.appending(path: path), encoding: .utf8)
            for rest in text.ranges(of: "PuertoError(").map({ text[$0.upperBound...] }) {
                count += 1
                let next = Self.afterTheCall(rest).drop(while: \.isWhitespace)
                #expect(next.hasPrefix(".spanish("), "\(path): PuertoError(\(rest.prefix(80))")
            }
        }
        #expect(count > 30)
    }

    /// The text after the parenthesis that closes a call.
    private static func afterTheCall(_ text: Substring) -> Substring {
        var depth = 1
        let end = text.firstIndex { character in
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            return depth == 0
        }
        return end.map { text[text.index(after: $0)...] } ?? ""
    }
}
