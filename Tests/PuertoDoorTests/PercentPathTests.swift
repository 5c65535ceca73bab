import Testing

@testable import PuertoDoor

/// Targets of requests, as a server decodes them.
@Suite struct PercentPathTests {
    private static func path(_ target: String) throws -> PercentPath {
        try PercentPath(Array(target.utf8))
    }

    @Test func aPathIsDecodedOnceAndAQueryNever() throws {
        let target = try Self.path("/hook/a%2520%2Fb?c=%20?d")
        #expect(target.path == Array("/hook/a%20/b".utf8))
        #expect(target.query == Array("c=%20?d".utf8))
        #expect(try Self.path("/a%ff").path == Array("/a".utf8) + [0xFF])
    }

    @Test(arguments: ["/%", "/%1", "/%zz", "/%+1", "/a%00", "/%u0061", "/%\u{FF11}1"])
    func whatCannotBeDecodedIsABadRequest(target: String) {
        #expect(throws: Refusal(400)) { try Self.path(target) }
    }

    @Test func whatIsTooLongIsRefused() {
        let long = String(repeating: "a", count: 10_000)
        #expect(throws: Refusal(404)) { try Self.path("/" + long) }
        #expect(throws: Refusal(414)) { try Self.path("/?" + long) }
    }

    @Test func aMountEndsWithItsName() throws {
        #expect(try Self.path("/hook/health").below("/hook") == Array("/health".utf8))
        #expect(try Self.path("/%68ook").below("/hook") == Array("/".utf8))
        #expect(try Self.path("/hook//x").below("/hook") == Array("//x".utf8))
        for other in ["/hooks", "/", "/Hook/x", "/x/hook", "hook/"] {
            #expect(try Self.path(other).below("/hook") == nil)
        }
    }
}
