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
        #expect(error?.isOfOneRead == true && server.requests.count == 600)
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
