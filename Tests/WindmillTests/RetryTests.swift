import ServerSupport
import Testing
import Windmill

/// Only calls that are safe to repeat are repeated, and only within their time.
@Suite struct RetryTests {
    private static let busy = Reply.answer(429, "Too many requests", "retry-after: 0")

    @Test(arguments: [
        busy, .answer(502, "Bad gateway: x"), .answer(503), .answer(504), .last(""),
        .last("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nhalf"),
    ])
    func aReadIsRepeated(first: Reply) async throws {
        let server = try ScriptedServer(first, .answer(200, "CE v1.0"))
        #expect(try await WindmillClient.make(server).version() == "CE v1.0")
        #expect(server.requests.count == 2)
    }

    @Test func aCallIsTriedThreeTimesAtMost() async throws {
        let server = try ScriptedServer(Self.busy)
        let error = await failure { _ = try await WindmillClient.make(server).version() }
        #expect(error?.brief == "answers with status 429")
        #expect(server.requests.count == 3)
    }

    @Test(arguments: [Reply.answer(500, "Internal: x"), .answer(400), .answer(200, "x")])
    func whatWouldFailAgainIsNotRepeated(reply: Reply) async throws {
        let server = try ScriptedServer(reply)
        let error = await failure { _ = try await WindmillClient.make(server).whoAmI() }
        #expect(error != nil && server.requests.count == 1)
    }

    @Test(arguments: [busy, .answer(503), .last("")])
    func whatIsNotSafeToRepeatIsSentOnce(reply: Reply) async throws {
        let calls: [@Sendable (WindmillClient) async throws -> Void] = [
            { _ = try await $0.login("a@b.mx", SecretText("p")) },
            { try await $0.createUser("a@b.mx", SecretText("p"), isSuperAdmin: true) },
            { _ = try await $0.createToken(NewToken(label: "x")) },
            { try await $0.createWorkspace("acme", name: "Acme") },
            { _ = try await $0.run("f/a/b", in: "acme") },
            { _ = try await $0.runAndWait("f/a/b", in: "acme", patience: .seconds(3600)) },
            {
                let script = NewScript(path: "f/a/b", content: "x", language: "bash")
                _ = try await $0.pushScript(script, in: "acme")
            },
            { try await $0.createFlow(Flow(path: "f/a/b", value: [:]), in: "acme") },
            { try await $0.deleteUser("a@b.mx") },
        ]
        for call in calls {
            let server = try ScriptedServer(reply)
            let error = await failure { try await call(try WindmillClient.make(server)) }
            #expect(error != nil && server.requests.count == 1)
        }
    }

    @Test func aSettingIsSentAgainWhole() async throws {
        let server = try ScriptedServer(.last(""), .answer(200))
        try await WindmillClient.make(server).set("disable_stats", to: true)
        #expect(server.requests.map(\.body) == [#"{"value":true}"#, #"{"value":true}"#])
    }

    @Test func aServerThatAsksForMoreTimeThanThereIsIsNotWaitedFor() async throws {
        let server = try ScriptedServer(.answer(429, "", "retry-after: 3600"))
        let error = await failure { _ = try await WindmillClient.make(server).version() }
        guard case .refused(let refusal) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(refusal.retryAfter == .seconds(3600) && server.requests.count == 1)
    }

    /// The client's own pause is longer than its time, so that there is no second attempt.
    @Test func aServerThatAsksForNoPauseIsGivenOne() async throws {
        let server = try ScriptedServer(Self.busy, .answer(200, "CE v1.0"))
        let limits = WindmillLimits(
            connect: .seconds(3600), silence: .seconds(3600), total: .seconds(3600),
            list: .seconds(3600), pause: .seconds(3600))
        let client = try WindmillClient(
            WindmillInstance(host: "127.0.0.1", port: server.port), limits: limits)
        let error = await failure { _ = try await client.version() }
        guard case .refused(let refusal) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(refusal.retryAfter == .zero && server.requests.count == 1)
    }

    @Test(arguments: ["-1", "soon", "99999999999999999999", "Wed, 21 Oct 2026 07:28:00 GMT"])
    func anotherRetryAfterCountsAsNone(value: String) async throws {
        let server = try ScriptedServer(
            .answer(429, "", "retry-after: \(value)"), .answer(200, "CE v1.0"))
        #expect(try await WindmillClient.make(server).version() == "CE v1.0")
    }

    @Test func anUnhealthyServerHasAnswered() async throws {
        let body = #"{"status":"unhealthy","database_healthy":false,"workers_alive":0}"#
        let server = try ScriptedServer(.answer(503, body))
        #expect(try await WindmillClient.make(server).readiness() == .unhealthy)
        #expect(server.requests.count == 1)
    }
}
