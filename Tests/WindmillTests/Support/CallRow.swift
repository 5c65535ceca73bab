import ServerSupport
import Testing
import Windmill

/// One call of the API: what is asked for, what goes over the wire, what comes of the answer.
struct CallRow: Sendable, CustomTestStringConvertible {
    /// Method and target.
    let line: String
    /// The JSON of the body, its keys in order; empty for none.
    let body: String
    let status: Int
    let answer: String
    /// The result as text.
    let result: String
    let call: @Sendable (WindmillClient) async throws -> any Sendable

    init(
        _ line: String, _ body: String = "", status: Int = 200, answer: String = "",
        gives result: String = "()",
        _ call: @escaping @Sendable (WindmillClient) async throws -> any Sendable
    ) {
        (self.line, self.body, self.status) = (line, body, status)
        (self.answer, self.result, self.call) = (answer, result, call)
    }

    var testDescription: String { line }

    /// Makes the call against a server that gives the row's answer.
    func check() async throws {
        let server = try ScriptedServer(.answer(status, answer))
        let client = try WindmillClient.make(server)
        let found = try await call(client)
        #expect("\(found)" == result)
        let request = try #require(server.requests.first)
        #expect(server.requests.count == 1)
        #expect(request.line == line)
        #expect(request.body == body)
        #expect(request.headers["content-type"] == (body.isEmpty ? nil : "application/json"))
        #expect(request.headers["authorization"] == "Bearer testing-token")
        #expect(request.headers["cookie"] == nil)
    }
}

extension Checked: ExpressibleByStringLiteral, ExpressibleByUnicodeScalarLiteral,
    ExpressibleByExtendedGraphemeClusterLiteral
{
    /// Of a literal of a test, which its grammar accepts.
    package init(stringLiteral text: String) {
        do { self = try Checked(text) } catch { preconditionFailure("\(error)") }
    }
}
