import Foundation
import ServerSupport
import Testing

@testable import Windmill

/// What a server sends has bounds that no time limit gives it.
@Suite struct BoundTests {
    private static func nested(_ depth: Int, in open: String, _ close: String) -> String {
        String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
    }

    @Test(arguments: [("[", "]"), (#"{"a":"#, "}")])
    func anAnswerThatIsNestedTooDeeplyIsNotDecoded(open: String, close: String) async throws {
        for (depth, isTaken) in [(JSONNesting.limit, true), (JSONNesting.limit + 1, false)] {
            let body = Self.nested(depth, in: open, close)
            let server = try ScriptedServer(.answer(200, body))
            let error = await failure {
                _ = try await WindmillClient.make(server).setting("base_url")
            }
            if isTaken {
                #expect(error == nil)
            } else if case .malformed(_, "nesting") = error {
            } else {
                Issue.record("\(String(describing: error))")
            }
        }
    }

    @Test func aMillionOpenBracketsCostNothing() async throws {
        let body = String(repeating: "[", count: 1_000_000)
        let server = try ScriptedServer(.answer(200, body))
        let error = await failure {
            _ = try await WindmillClient.make(server).script("f/a/b", in: "acme")
        }
        guard case .malformed(_, "nesting") = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func bracketsOfStringsAreNoLevels() {
        let brackets = String(repeating: "[{", count: 200)
        for text in [#"["\#(brackets)"]"#, #"["\"\#(brackets)\\"]"#] {
            #expect(JSONNesting.isBounded(Array(text.utf8)))
        }
        #expect(!JSONNesting.isBounded(Array(#"["\\",\#(brackets)]"#.utf8)))
        // Levels that were left do not count: a list may be long.
        let list = "[" + String(repeating: "[],", count: 1000) + "[]]"
        #expect(JSONNesting.isBounded(Array(list.utf8), limit: 2))
    }

    /// A number too large for any type, below a key that the server chose.
    @Test(arguments: ["s3cret-of-a-client", "\u{1B}[2J"])
    func aKeyOfTheServerIsNotQuoted(key: String) async throws {
        let name = try #require(String(data: JSONEncoder().encode(key), encoding: .utf8))
        let body = """
            {"path":"f/a/b","hash":"1a","language":"bash",
             "schema":{"properties":{\(name):1e999}}}
            """
        let server = try ScriptedServer(.answer(200, body))
        let error = await failure {
            _ = try await WindmillClient.make(server).script("f/a/b", in: "acme")
        }
        guard case .malformed(_, let field) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(field == "schema.…" || field == "body")
        #expect(!"\(error.debugDescription)".contains(key))
    }

    @Test func aFieldOfARowIsNamedWithItsPlace() throws {
        let text = #"[{"email":"a@b.mx","super_admin":true},{"email":"a@b.mx"}]"#
        let error = #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([User].self, from: Data(text.utf8))
        }
        #expect(error?.field == "1.super_admin")
    }

    @Test(arguments: [100, 101])
    func aPageHasNoMoreRowsThanWereAskedFor(rows: Int) async throws {
        let row = #"{"email":"a@b.mx","super_admin":false}"#
        let page = "[" + Array(repeating: row, count: rows).joined(separator: ",") + "]"
        let server = try ScriptedServer(.answer(200, page), .answer(200, "[]"))
        let client = try WindmillClient.make(server)
        let error = await failure { _ = try await client.all { try await client.users($0) } }
        #expect(error == (rows == 100 ? nil : .tooManyRows(limit: 100)))
        #expect(server.requests.count == (rows == 100 ? 2 : 1))
    }

    /// A row that makes its page too deep or too long costs itself, wherever it is.
    @Test(arguments: [0, 57, 100, 149], [false, true])
    func aRowThatMakesItsPageUnreadableCostsOnlyItself(bad: Int, isLong: Bool) async throws {
        let own =
            isLong
            ? "\"" + String(repeating: "x", count: 9 << 20) + "\""
            : String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
        let server = try ScriptedServer { request, _ in
            let numbers = request.line.split(whereSeparator: { !$0.isNumber }).suffix(2)
                .compactMap { Int($0) }
            let start = (numbers[0] - 1) * numbers[1]
            let rows = (0..<150).dropFirst(start).prefix(numbers[1]).map { number in
                let more = number == bad ? own : "1"
                return #"{"email":"u\#(number)@b.mx","super_admin":false,"x":\#(more)}"#
            }
            return .answer(200, "[" + rows.joined(separator: ",") + "]")
        }
        let client = try WindmillClient.make(server)
        let users = try await client.all { try await client.users($0) }
        #expect(users.rows.count == 149 && users.unreadable == 1)
        #expect(!users.rows.contains { $0.email.text == "u\(bad)@b.mx" })
        #expect(server.requests.count < 30)
    }

    @Test func aServerOfWhichNoRowCanBeReadIsNotAskedForEver() async throws {
        let deep = String(repeating: "[", count: 200)
        let server = try ScriptedServer { _, _ in .answer(200, deep) }
        let client = try WindmillClient.make(server)
        let error = await failure { _ = try await client.all { try await client.users($0) } }
        // Two pages of ten are asked for row by row; of the third one it is given up.
        #expect(error?.isOfOneRead == true && server.requests.count == 1 + 11 + 11 + 1)
    }

    @Test(arguments: [20, 21])
    func rowsThatMakeTheirPageUnreadableAreCounted(bad: Int) async throws {
        let deep = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
        let server = try Self.users(600) { $0 % 25 == 3 && $0 / 25 < bad ? deep : "1" }
        let client = try WindmillClient.make(server)
        let (count, error) = await Self.unreadable(client)
        #expect(count == (bad == 20 ? 20 : nil))
        #expect((error?.isOfOneRead == true) == (bad > 20))
    }

    @Test func aListsBytesAreCountedTogether() async throws {
        // Each page is within its own limit.
        let long = "\"" + String(repeating: "x", count: 100_000) + "\""
        let server = try Self.users(5_000) { $0 % 100 == 0 ? long : "1" }
        var limits = WindmillLimits.patient
        limits.listBytes = 1_000_000
        let error = await Self.unreadable(try WindmillClient.make(server, limits)).error
        guard case .tooLong(_, limit: 1_000_000) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(server.requests.count == 10)
    }

    @Test func aListsTimeIsLimitedAsAWhole() async throws {
        let server = try ScriptedServer { request, _ in
            let isFirst = request.line.contains("page=1&")
            return isFirst ? .answer(200, Self.rows(0..<100)) : .silence(after: "")
        }
        var limits = WindmillLimits.patient
        limits.list = .milliseconds(300)
        let error = await Self.unreadable(try WindmillClient.make(server, limits)).error
        guard case .timeout(_, .total) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    /// The number of unreadable users; the error in its place.
    private static func unreadable(_ client: WindmillClient) async -> (
        count: Int?, error: WindmillError?
    ) {
        do { return (try await client.all { try await client.users($0) }.unreadable, nil) } catch {
            return (nil, error as? WindmillError)
        }
    }

    /// A server with so many users, whose rows have a field of their own.
    private static func users(_ count: Int, _ own: @escaping @Sendable (Int) -> String) throws
        -> ScriptedServer
    {
        try ScriptedServer { request, _ in
            let numbers = request.line.split(whereSeparator: { !$0.isNumber }).suffix(2)
                .compactMap { Int($0) }
            let start = min(count, (numbers[0] - 1) * numbers[1])
            return .answer(200, rows(start..<min(count, start + numbers[1]), own))
        }
    }

    private static func rows(_ numbers: Range<Int>, _ own: (Int) -> String = { _ in "1" }) -> String
    {
        let rows = numbers.map {
            #"{"email":"u\#($0)@b.mx","super_admin":false,"x":\#(own($0))}"#
        }
        return "[" + rows.joined(separator: ",") + "]"
    }

    @Test func aTokenWithTooManyScopesIsNotRead() async throws {
        let scopes = Array(repeating: #""a:read""#, count: 101).joined(separator: ",")
        let body = #"[{"token_prefix":"abcdefghij","label":"x","scopes":[\#(scopes)]}]"#
        let server = try ScriptedServer(.answer(200, body))
        let tokens = try await WindmillClient.make(server).tokens()
        #expect(tokens.rows.isEmpty && tokens.unreadable == 1)
    }

    /// A push compares them with files, so they are not made clean.
    @Test func aSummaryStaysAsItIsAndIsBounded() throws {
        let script = """
            {"path":"f/a/b","hash":"1a","language":"bash","summary":"a\\u001b b\\n","content":"x"}
            """
        let read = try JSONDecoder().decode(Script.self, from: Data(script.utf8))
        #expect(read.summary == "a\u{1B} b\n")
        let long = String(repeating: "a", count: 10_001)
        let refused = script.replacing(#"a\u001b b\n"#, with: long)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(Script.self, from: Data(refused.utf8))
        }
    }
}
