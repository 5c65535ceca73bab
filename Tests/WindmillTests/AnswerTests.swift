import ServerSupport
import Testing
import Windmill

/// Answers of every form that HTTP allows, and what is done with a connection.
@Suite struct AnswerTests {
    @Test(arguments: [200, 201, 202, 204])
    func everyStatusOfSuccessIsOne(status: Int) async throws {
        let server = try ScriptedServer(.answer(status))
        try await WindmillClient.make(server).set("base_url", to: "http://acme.localhost")
    }

    @Test func aBodyMayComeInChunks() async throws {
        let chunks = "3\r\nCE \r\n4;x=y\r\nv1.0\r\n0\r\n\r\n"
        let server = try ScriptedServer(
            .bytes("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n" + chunks))
        #expect(try await WindmillClient.make(server).version() == "CE v1.0")
    }

    @Test func aBodyMayEndWithTheConnection() async throws {
        let server = try ScriptedServer(.last("HTTP/1.0 200 OK\r\n\r\nCE v1.0"))
        #expect(try await WindmillClient.make(server).version() == "CE v1.0")
    }

    @Test func aRedirectIsRefusedAndNotFollowed() async throws {
        let other = try ScriptedServer(.answer(200, "CE v1.0"))
        let server = try ScriptedServer(
            .answer(302, "", "location: http://127.0.0.1:\(other.port)/api/version"))
        let error = await failure { _ = try await WindmillClient.make(server).version() }
        guard case .refused(let refusal) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(refusal.status == 302 && server.requests.count == 1 && other.requests.isEmpty)
    }

    @Test func cookiesAreNeitherKeptNorSent() async throws {
        let server = try ScriptedServer(
            .answer(200, "session-token-1", "set-cookie: token=session-token-1; Path=/"))
        let client = try WindmillClient.make(server)
        _ = try await client.login("ana@acme.mx", SecretText("p"))
        _ = try await client.version()
        #expect(server.requests.count == 2)
        for request in server.requests { #expect(request.headers["cookie"] == nil) }
    }

    @Test func aClientWithoutATokenSendsNone() async throws {
        let server = try ScriptedServer(.answer(200, "CE v1.0"))
        let instance = try WindmillInstance(host: "127.0.0.1", port: server.port)
        _ = try await WindmillClient(instance, limits: .patient).version()
        #expect(server.requests[0].headers["authorization"] == nil)
    }

    @Test func aConnectionIsUsedAgainAlsoWithAnotherToken() async throws {
        let server = try ScriptedServer(.answer(200, "CE v1.0"))
        let client = try WindmillClient.make(server)
        for _ in 0..<20 { _ = try await client.version() }
        _ = try await client.authorized(by: BearerToken("another-token")).version()
        #expect(Set(server.requests.map(\.connection)) == [0])
        #expect(server.requests.last?.headers["authorization"] == "Bearer another-token")
    }

    @Test func aConnectionThatTheServerClosedInBetweenIsReplaced() async throws {
        let server = try ScriptedServer(.last(Reply.text(200, "CE v1.0")))
        let client = try WindmillClient.make(server)
        for _ in 0..<100 { #expect(try await client.version() == "CE v1.0") }
    }

    @Test func callsThatHangHoldUpNoOther() async throws {
        let server = try ScriptedServer { request, _ in
            request.line.hasSuffix("version") ? .silence(after: "") : .answer(200, "true")
        }
        let client = try WindmillClient.make(server)
        let hanging = (0..<20).map { _ in Task { try await client.version() } }
        var asked = 0
        for await case .request in server.events {
            asked += 1
            if asked == hanging.count { break }
        }
        #expect(try await client.userExists("ana@acme.mx"))
        for call in hanging { call.cancel() }
        for call in hanging {
            await #expect(throws: CancellationError.self) { try await call.value }
        }
    }

    @Test func connectionsAreClosedWithTheLastCopyOfTheClient() async throws {
        let server = try ScriptedServer(.answer(200, "CE v1.0"))
        func ask() async throws { _ = try await WindmillClient.make(server).version() }
        try await ask()
        var isClosed = false
        for await case .closed in server.events {
            isClosed = true
            break
        }
        #expect(isClosed)
    }

    @Test func aListIsReadToItsEndOrNotAtAll() async throws {
        let full = "[" + Array(repeating: #""a""#, count: 99).joined(separator: ",") + ",0]"
        let server = try ScriptedServer(
            .answer(200, full), .answer(200, #"["b"]"#), .answer(200, full))
        let client = try WindmillClient.make(server)
        let read: (ListPage) async throws -> Listed<FolderName> = { _ in
            try await client.folderNames(in: "acme")
        }
        let names = try await client.all(read)
        #expect(names.rows.count == 100 && names.rows.last == "b" && names.unreadable == 1)
        let error = await failure { _ = try await client.all(atMost: 3, read) }
        #expect(error == .tooManyRows(limit: 300) && server.requests.count == 5)
    }
}
