import ServerSupport
import Testing
import Windmill

/// A server that fails in every phase of a call.
@Suite struct FailureTests {
    private static let impatient = WindmillLimits(
        connect: .seconds(3600), silence: .milliseconds(150), total: .seconds(3600),
        list: .seconds(3600), attempts: 1)
    private static let head = "HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n"

    private func versionFailure(
        _ reply: Reply, _ limits: WindmillLimits = .patient
    ) async throws -> WindmillError? {
        let server = try ScriptedServer(reply)
        return await failure { _ = try await WindmillClient.make(server, limits).version() }
    }

    @Test func aPlainTextErrorIsCarried() async throws {
        let error = try await versionFailure(
            .answer(401, "Not authorized: \u{1B}[31mno\r\n  session\u{202E}!"))
        #expect(
            error?.description
                == "GET /api/version: answers with status 401: Not authorized: [31mno session !")
        #expect(error?.brief == "answers with status 401")
    }

    @Test func anErrorIsCutAndItsRestNotRead() async throws {
        let text = String(repeating: "é", count: 40_000)
        let error = try await versionFailure(.answer(500, text))
        guard case .refused(let refusal) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(refusal.text == String(repeating: "é", count: 300) + "…")
        let endless = try await versionFailure(
            .flood(after: "HTTP/1.1 500 No\r\ntransfer-encoding: chunked\r\n\r\nFFFFFFF\r\n"))
        #expect(endless?.brief == "answers with status 500")
    }

    @Test(arguments: ["", "content-length: 999999999\r\n", "transfer-encoding: chunked\r\n"])
    func anAnswerThatIsTooLongIsNotReadToItsEnd(header: String) async throws {
        let chunk = header.hasPrefix("transfer") ? "FFFFFFF\r\n" : ""
        let error = try await versionFailure(
            .flood(after: "HTTP/1.1 200 OK\r\n\(header)\r\n\(chunk)"))
        guard case .tooLong(_, 65_536) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test(arguments: [
        "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 banana\r\n\r\n", "\u{0}\u{1}\u{2}\r\n\r\n",
    ])
    func whatIsNotHTTPIsMalformed(bytes: String) async throws {
        let error = try await versionFailure(.last(bytes))
        guard case .malformed(_, "HTTP") = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func aReasonWithoutEndIsGivenUp() async throws {
        // It is thrown away as it comes, and counts as silence.
        let error = try await versionFailure(.flood(after: "HTTP/1.1 200 O"), Self.impatient)
        #expect(error?.brief == "does not answer in time")
    }

    @Test(arguments: ["HTTP/1.1 200 OK\r\nx", "HTTP/1.1 200 OK\r\nx: "])
    func aHeadWithoutEndIsNotReadToIt(bytes: String) async throws {
        let error = try await versionFailure(.flood(after: bytes))
        guard case .malformed(_, "HTTP") = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test(arguments: ["", "HTTP/1.1 2", head, head + "half"])
    func aConnectionThatEndsEarlyIsNoAnswer(bytes: String) async throws {
        var limits = WindmillLimits.patient
        limits.attempts = 1
        let error = try await versionFailure(.last(bytes), limits)
        guard case .disconnected = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test(arguments: ["", "HTTP/1.1 2", head, head + "half"])
    func aServerThatFallsSilentIsGivenUp(bytes: String) async throws {
        let error = try await versionFailure(.silence(after: bytes), Self.impatient)
        guard case .timeout(_, .silence) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func aServerThatDripsIsGivenUp() async throws {
        var limits = WindmillLimits.patient
        limits.total = .milliseconds(300)
        let error = try await versionFailure(
            .drip(after: "HTTP/1.1 200 OK\r\ncontent-length: 60000\r\n\r\n"), limits)
        guard case .timeout(_, .total) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error?.brief == "does not answer in time")
    }

    @Test func nobodyThereIsANotListeningServer() async throws {
        let client = try WindmillClient(
            WindmillInstance(host: "127.0.0.1", port: freePort()), limits: .patient)
        let error = await failure { _ = try await client.version() }
        #expect(error == .notListening("Connection refused"))
        #expect(try await client.readiness() == .notListening)
    }

    @Test func aPortThatHangsUpIsANotListeningServer() async throws {
        let server = try ScriptedServer(.last(""))
        #expect(try await WindmillClient.make(server).readiness() == .notListening)
    }

    @Test func aHostThatIsNotKnownCannotBeReached() async throws {
        let client = try WindmillClient(
            WindmillInstance(host: "no-such-host.invalid"), limits: .patient)
        let error = await failure { _ = try await client.version() }
        guard case .unreachable = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test(arguments: [("healthy", WindmillReadiness.healthy), ("degraded", .degraded)])
    func aServerWithoutWorkersIsDegraded(status: String, expected: WindmillReadiness) async throws {
        let body = #"{"status":"\#(status)","database_healthy":true,"workers_alive":0}"#
        let server = try ScriptedServer(.answer(200, body))
        #expect(try await WindmillClient.make(server).readiness() == expected)
    }

    @Test(arguments: [
        "Internal: User creation is not implemented in the open-source version. @users_oss.rs:9",
        "Not implemented in Windmill's Open Source repository",
    ])
    func theBuildFromSourceIsRecognised(text: String) async throws {
        let server = try ScriptedServer(.answer(500, text))
        let error = await failure {
            try await WindmillClient.make(server)
                .createUser("ana@acme.mx", SecretText("p"), isSuperAdmin: false)
        }
        guard case .openSourceBuild = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func aBuildWithoutLoginsIsRecognised() async throws {
        let server = try ScriptedServer(.answer(200, "no_auth"))
        let error = await failure {
            _ = try await WindmillClient.make(server).login("ana@acme.mx", SecretText("p"))
        }
        #expect(error == .noAuthentication)
    }

    @Test func whatExistsIsRecognised() async throws {
        let server = try ScriptedServer(.answer(400, "Bad request: Workspace acme already exists"))
        let error = await failure {
            try await WindmillClient.make(server).createWorkspace("acme", name: "Acme")
        }
        guard case .refused(let refusal) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(refusal.saysItExists)
    }

    @Test func aCancelledCallClosesItsConnection() async throws {
        let server = try ScriptedServer(.silence(after: Self.head))
        let client = try WindmillClient.make(server)
        let call = Task { try await client.version() }
        for await event in server.events {
            if case .request = event { call.cancel() }
            if case .closed = event { break }
        }
        await #expect(throws: CancellationError.self) { try await call.value }
    }
}
