import PuertoCore
import Testing

@testable import PuertoEngine

/// Servers that are not what they should be: no password reaches them, and none holds anybody up.
@Suite struct PeerTests {
    private static let password = Array("open-sesame".utf8)
    private static let short = Duration.milliseconds(400)

    private func peer(_ server: ScriptedServer, prefix: Int = 8) -> ServicePeer {
        ServicePeer(address: "127.0.0.1", port: server.port, prefix: prefix)
    }

    private func postgres(_ server: ScriptedServer, within time: Duration = .seconds(300))
        -> LoginAnswer
    {
        withExtendedLifetime(server) {
            PostgresLogin(peer(server)).look(Self.password, within: time).answer
        }
    }

    private func redis(_ server: ScriptedServer, within time: Duration = .seconds(300))
        -> LoginAnswer
    {
        withExtendedLifetime(server) {
            RedisLogin(peer(server)).attempt(Self.password, within: time)
        }
    }

    private func challenge(_ server: ScriptedServer, within time: Duration = .seconds(300)) throws
        -> PostgresChallenge
    {
        try withExtendedLifetime(server) {
            try PostgresGreeting(address: "127.0.0.1", port: server.port).challenge(within: time)
        }
    }

    /// libpq alone sends the password to each of these.
    @Test(arguments: [
        [.request(3)], [.request(5, "salt")], [.offer, .request(3)], [.offer + .request(3)],
        [.offer, .request(5, "salt")], [.offer + .challenge + .request(3)],
    ])
    func aServerThatAsksForThePasswordGetsNone(parts: [[UInt8]]) throws {
        let server = try ScriptedServer(parts)
        guard case .withheld = postgres(server) else {
            Issue.record("it was let through")
            return
        }
        #expect(!server.heard.contains("open-sesame") && !server.heard.contains("md5"))
    }

    @Test func aServerThatLetsEverybodyInIsNoneOfTheClients() throws {
        let parts = [.welcome + .message("Z", [0x49])] as [[UInt8]]
        let answer = postgres(try ScriptedServer(parts))
        #expect(answer == .withheld("it lets in without a password, and was sent none"))
    }

    /// The proof of a server that does not know the password is wrong, which libpq finds.
    @Test func aServerThatDoesNotKnowThePasswordIsNotBelieved() throws {
        let server = try ScriptedServer([.login])
        guard case .unreachable = postgres(server) else {
            Issue.record("it was believed")
            return
        }
        #expect(!server.heard.contains("open-sesame"))
    }

    @Test func errorsComeThroughHoweverTheyAreCut() throws {
        let error = [UInt8].error("28P01", "no")
        let parts = ([UInt8].offer + error).map { [$0] }
        #expect(postgres(try ScriptedServer(parts)) == .wrongPassword)
        let closed = try ScriptedServer([.offer], isOpen: false)
        #expect(postgres(closed) == .unreachable("the server closed the connection"))
    }

    @Test(arguments: [[], [.offer], [Array([UInt8].offer.dropLast(3))]] as [[[UInt8]]])
    func aPostgresThatHangsIsSilent(parts: [[UInt8]]) throws {
        let answer = postgres(try ScriptedServer(parts), within: Self.short)
        #expect(answer == .unreachable("timeout expired") && answer.isSilent)
        let other = try ScriptedServer(parts)
        #expect(throws: NoLogin.timeout) { try challenge(other, within: Self.short) }
    }

    /// The cut at 200 characters would leave the first half of the secret.
    @Test(arguments: [0, 150, 170, 185, 192, 300])
    func aServersWordsAreCutAfterSecretsAreTakenOut(length: Int) {
        let secret = "open  sesame\nopen"
        let before = String(repeating: "x", count: length)
        let text = "ERROR:  invalid \(before) \"\(secret)\"\n"
        let words = PostgresSession.words(text, Redactor([Array(secret.utf8)]))
        #expect(words.count <= 200 && words.hasPrefix("ERROR: invalid"))
        #expect(!words.contains("open") && !words.contains("sesame"))
        #expect(words.contains("‹redacted›") == (length < 180))
        #expect(PostgresSession.words("a  failed: b\n  c\n") == "b c")
    }

    @Test func aGreetingReadsTheChallengeAndSendsNothingButANonce() throws {
        let server = try ScriptedServer([.offer + .challenge])
        let wanted = PostgresChallenge(Array("r=,s=c2FsdA==,i=4096".utf8))
        #expect(try challenge(server) == wanted)
        #expect(!server.heard.contains("open-sesame"))
        let foreign = try ScriptedServer([Array("220 mail\r\n".utf8)])
        #expect(throws: NoLogin.foreign) { try challenge(foreign) }
    }

    /// Each byte comes in time; the whole answer never does.
    @Test(arguments: [
        [[UInt8]](), [Array("+O".utf8)], [Array("$999999999\r\n".utf8), Array("x".utf8)],
        [Array("*2000000000\r\n".utf8), Array("+OK\r\n".utf8)],
    ])
    func aRedisThatNeverEndsIsEnded(parts: [[UInt8]]) throws {
        let server = try ScriptedServer(parts, repeats: true)
        let answer = redis(server, within: Self.short)
        guard case .unreachable = answer else {
            Issue.record("\(answer)")
            return
        }
    }

    @Test(arguments: [
        ("+OK\r\n+PONG\r\n", LoginAnswer.accepted), ("-WRONGPASS no\r\n", .wrongPassword),
        ("-ERR busy\r\n", .unreachable("AUTH: ERR busy")),
    ])
    func aRedisIsUnderstood(text: String, wanted: LoginAnswer) throws {
        let parts = text.utf8.map { [$0] }
        #expect(redis(try ScriptedServer(parts)) == wanted)
        let garbage = redis(try ScriptedServer([Array("HTTP/1.1\r\n".utf8)]))
        guard case .unreachable(let reason) = garbage, !reason.contains("refused") else {
            Issue.record("\(garbage)")
            return
        }
    }

    /// This machine's end of such a connection is 127.0.0.1.
    @Test func anAddressThatAnotherNetworkHasGetsNothing() throws {
        let parts = [.request(3), Array("+OK\r\n+PONG\r\n".utf8)] as [[UInt8]]
        let server = try ScriptedServer(parts, at: "127.9.9.9")
        let peer = ServicePeer(address: "127.9.9.9", port: server.port, prefix: 28)
        for answer in [
            PostgresLogin(peer).attempt(Self.password), RedisLogin(peer).attempt(Self.password),
        ] {
            guard case .unreachable(let reason) = answer else {
                Issue.record("\(answer)")
                continue
            }
            #expect(reason.contains("leads through another network"))
        }
        #expect(throws: PuertoError.self) {
            try RedisLogin(peer).setPasswords(digests: [], loggedInWith: Self.password)
        }
        #expect(server.heard == "")
    }

    @Test func aWindmillOnAnotherNetworkGetsNoRequest() async throws {
        let server = try ScriptedServer([Array("HTTP/1.1 200 OK\r\n\r\n".utf8)], at: "127.9.9.9")
        let peer = ServicePeer(address: "127.9.9.9", port: server.port, prefix: 28)
        let error = await #expect(throws: ServicePeer.Missing.self) {
            _ = try await peer.windmill()
        }
        #expect(error?.reason.contains("leads through another network") == true)
        #expect(server.heard == "")
    }

    /// It has an answer at once where nothing listens.
    @Test func aClosedPortIsToldInTheKernelsWords() throws {
        let peer = ServicePeer(address: "127.0.0.1", port: 1, prefix: 8)
        let words = "Connection refused"
        for answer in [
            PostgresLogin(peer).attempt(Self.password), RedisLogin(peer).attempt(Self.password),
        ] {
            guard case .unreachable(let reason) = answer else {
                Issue.record("\(answer)")
                continue
            }
            #expect(reason.contains(words))
        }
    }

    /// Text that is not ASCII is prepared by libpq, as for every other client.
    @Test func aVerifierIsMadeWithoutAServer() throws {
        let text = try PostgresLogin.statement(setting: Array("contraseña".utf8))
        let start = "ALTER ROLE postgres PASSWORD 'SCRAM-SHA-256$4096:"
        #expect(text.hasPrefix(start) && text.hasSuffix("';\n") && !text.contains("contra"))
    }
}
