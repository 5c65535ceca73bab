import Testing
import Windmill

@Suite struct WindmillClientTests {
    private static func answer(_ status: String, _ body: String) -> String {
        "HTTP/1.1 \(status)\r\ncontent-length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    private static let healthy =
        #"{"status":"healthy","checked_at":"x","database_healthy":true,"workers_alive":2}"#

    private func health(_ answer: String?, patience: Duration = .seconds(300)) async throws
        -> WindmillHealth
    {
        let server = try ShortServer(answer)
        return try await WindmillClient(host: "127.0.0.1", port: server.port, patience: patience)
            .health()
    }

    @Test func aServerThatHangsUpAfterItsAnswerHasAnswered() async throws {
        let server = try ShortServer(Self.answer("200 OK", Self.healthy))
        let client = WindmillClient(host: "127.0.0.1", port: server.port, patience: .seconds(300))
        for _ in 0..<300 {
            #expect(try await client.health().workersAlive == 2)
        }
    }

    @Test func whatIsUnhealthyAnswersWithAnotherStatus() async throws {
        let body = Self.healthy.replacing("\"healthy\",", with: "\"unhealthy\",")
        let found = try await health(Self.answer("503 Service Unavailable", body))
        #expect(
            found == WindmillHealth(status: .unhealthy, isDatabaseHealthy: true, workersAlive: 2))
    }

    @Test(arguments: ["", "[]", #"{"status":"well"}"#, #"{"status":"healthy"}"#])
    func anotherAnswerIsMalformed(body: String) async throws {
        await #expect(throws: WindmillError.malformed) {
            try await health(Self.answer("200 OK", body))
        }
    }

    @Test func anAnswerWithoutEndIsRefused() async throws {
        await #expect(throws: WindmillError.malformed) {
            try await health(Self.answer("200 OK", String(repeating: "x", count: 100_000)))
        }
    }

    @Test func anotherStatusIsNamed() async throws {
        await #expect(throws: WindmillError.status(404)) {
            try await health(Self.answer("404 Not Found", ""))
        }
    }

    @Test func nobodyThereIsSaidToBe() async throws {
        let port = try ShortServer("").port
        // Closed by now.
        await #expect(throws: WindmillError.self) {
            _ = try await WindmillClient(host: "127.0.0.1", port: port).version()
        }
    }

    @Test func halfAnAnswerIsNone() async throws {
        await #expect(throws: WindmillError.unreachable("stream ended at an unexpected time")) {
            try await health("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nhalf")
        }
    }

    @Test func aServerThatSaysNothingIsGivenUp() async throws {
        await #expect(throws: WindmillError.timeout) {
            try await health(nil, patience: .milliseconds(200))
        }
    }
}
