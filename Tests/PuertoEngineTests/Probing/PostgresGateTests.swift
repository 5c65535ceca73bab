import Testing

@testable import PuertoEngine

@Suite struct PostgresGateTests {
    private func answer(_ bytes: [UInt8]) -> LoginAnswer? {
        var gate = PostgresGate()
        do throws(NoLogin) {
            _ = try gate.admit(bytes)
            return nil
        } catch { return error.answer }
    }

    @Test func aLoginByScramPassesByteByByteAndWhatFollowsPassesUnread() throws {
        var (gate, admitted) = (PostgresGate(), [UInt8]())
        for byte in [UInt8].login {
            #expect(!gate.isOpen)
            admitted += try gate.admit([byte])
        }
        #expect(admitted == .login && gate.isOpen)
        #expect(gate.challenge == PostgresChallenge(Array("r=x,s=c2FsdA==,i=4096".utf8)))
        #expect(try gate.admit([1, 2, 3]) == [1, 2, 3])
        // In one piece, with the first rows behind it.
        var other = PostgresGate()
        #expect(try other.admit(.login + [9, 9]) == .login + [9, 9])
    }

    /// A message is passed on whole or not at all.
    @Test func nothingOfAMessagePassesBeforeItsEnd() throws {
        var gate = PostgresGate()
        #expect(try gate.admit(Array([UInt8].offer.dropLast())) == [])
        #expect(try gate.admit([0]) == .offer)
    }

    @Test(arguments: [
        (3, "clear text"), (5, "MD5"), (0, "without a password"), (7, "something else"),
        (9, "something else"), (11, "something else"), (4711, "something else"),
    ])
    func whatScramDoesNotHaveIsRefused(number: Int, words: String) {
        for before in [[], .offer, .offer + .challenge, .offer + .challenge + .proof]
            as [[UInt8]]
        {
            // In their places these are the right ones.
            if number == 11 && before == .offer { continue }
            if number == 0 && before.count > [UInt8].offer.count + [UInt8].challenge.count {
                continue
            }
            guard case .withheld(let reason) = answer(before + .request(number)) else {
                Issue.record("\(number) after \(before.count) bytes is let through")
                continue
            }
            #expect(reason.contains(words) && reason.contains("sent no"), "\(reason)")
        }
    }

    @Test func aRequestForThePasswordBehindAnOfferIsSeenBeforeAnyOfItIsRead() {
        var gate = PostgresGate()
        #expect(throws: NoLogin.self) { try gate.admit(.offer + .request(3)) }
    }

    /// Answers that no login begins with. Each has its own statement: the compiler needs long for
    /// one literal of them all.
    private static let strange: [[UInt8]] = {
        var answers: [[UInt8]] = []
        answers.append(Array("HTTP/1.1 200 OK\r\n\r\n".utf8))
        answers.append([UInt8](repeating: 0, count: 9))
        for length: [UInt8] in [[0x7F, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0], [0x80, 0, 0, 1]] {
            answers.append(Array("R".utf8) + length)
        }
        answers.append(.message("R", [0, 0]))
        answers.append(.message("Z", [0x49]))
        answers.append(Array("Efor old protocols".utf8))
        answers.append(.offer + .request(11, "no challenge"))
        answers.append(.message("N", []))
        return answers
    }()

    @Test(arguments: strange)
    func whatIsNoLoginIsRefused(bytes: [UInt8]) {
        guard case .withheld = answer(bytes) else {
            Issue.record("\(bytes) is let through")
            return
        }
    }

    @Test func fewerRoundsThanTheStandardAsksForGetNoProof() {
        guard case .withheld(let reason) = answer(.offer + .request(11, "r=a,s=YQ==,i=1")) else {
            Issue.record("a proof of one round")
            return
        }
        #expect(reason.contains("1 rounds"))
    }

    /// SQLSTATE decides, whatever the server's language.
    @Test func errorsAreTheServersOwn() {
        #expect(answer(.offer + .challenge + .error("28P01", "contraseña")) == .wrongPassword)
        #expect(
            answer(.error("57P03", "the database system is starting up"))
                == .unreachable("FATAL: the database system is starting up"))
        #expect(
            answer(.offer + .challenge + .proof + .welcome + .error("3D000", "no windmill"))
                == .unreachable("FATAL: no windmill"))
    }
}
