import ServerSupport
import Synchronization
import Testing
import Windmill
import WindmillSetup

/// Puerto's own token: made once, recorded before it counts, replaced when it ends.
@Suite struct TokenTests {
    private final class Record: Sendable {
        let all = Mutex<[BearerToken]>([])
        var last: BearerToken? { all.withLock { $0.last } }
        func keep(_ token: BearerToken) { all.withLock { $0.append(token) } }
    }

    /// An instance whose administrator has the wanted password.
    private func instance() -> ModelInstance {
        ModelInstance { $0.users[ModelState.admin]?.password = Bootstrap.password.text }
    }

    @Test func itIsMadeOnceAndKept() async throws {
        let model = instance()
        let setup = try Bootstrap.setup(model)
        let record = Record()
        let (token, outcome) = try await setup.ownToken(nil) { record.keep($0) }
        #expect(outcome == .changed("a token 'puerto' is made") && record.last == token)
        #expect(model.withState { $0.tokens.map(\.label) } == ["puerto"])
        let (again, second) = try await setup.ownToken(token) { record.keep($0) }
        #expect(again == token && second == .same && record.all.withLock { $0.count } == 1)
    }

    @Test func oneThatNobodyRecordedIsDeleted() async throws {
        let model = instance()
        let setup = try Bootstrap.setup(model)
        struct Crash: Error {}
        await #expect(throws: Crash.self) { try await setup.ownToken(nil) { _ in throw Crash() } }
        #expect(model.withState { $0.tokens.contains { $0.label == "puerto" } })
        let (token, _) = try await setup.ownToken(nil) { _ in }
        let left = model.withState { $0.tokens.filter { $0.label == "puerto" }.map(\.text) }
        #expect(left == [token.secret.text])
        model.withState { _ = $0.makeToken(ModelState.admin, label: "puerto") }
        let (_, outcome) = try await setup.ownToken(token) { _ in }
        #expect(outcome == .changed("tokens without a record deleted: 1"))
    }

    @Test func oneThatTheServerRefusesIsMadeAnew() async throws {
        let model = instance()
        let setup = try Bootstrap.setup(model)
        let lost = try BearerToken("t999999999-lost-with-a-restore")
        let (token, outcome) = try await setup.ownToken(lost) { _ in }
        #expect(token != lost && outcome == .changed("a token 'puerto' is made"))
    }

    @Test func oneThatEndsSoonIsReplacedByItself() async throws {
        let model = instance()
        let wanted = try Bootstrap.wanted(lifetime: .seconds(90 * 86_400))
        let server = try model.server()
        let setup = try Bootstrap.setup(server, wanted)
        let (token, _) = try await setup.ownToken(nil) { _ in }
        #expect(try await setup.ownToken(token) { _ in }.outcome == .same)
        model.withState { $0.tokens[0].expires = "2026-01-01T00:00:00Z" }
        let count = server.requests.count
        let (next, outcome) = try await setup.ownToken(token) { _ in }
        #expect(next != token && outcome != .same)
        #expect(!server.requests.dropFirst(count).contains { $0.line.contains("login") })
        #expect(model.withState { $0.tokens.map(\.text) } == [next.secret.text])
    }

    @Test func aRotationProvesTheNewOneAndSeesTheOldRefused() async throws {
        let model = instance()
        let setup = try Bootstrap.setup(model)
        let (old, _) = try await setup.ownToken(nil) { _ in }
        let record = Record()
        // Ended after the new one was recorded, and run again.
        struct Crash: Error {}
        await #expect(throws: Crash.self) {
            try await setup.rotateToken(from: old, to: nil) {
                record.keep($0)
                throw Crash()
            }
        }
        let next = try #require(record.last)
        let (token, _) = try await setup.rotateToken(from: old, to: next) { record.keep($0) }
        #expect(token == next && record.all.withLock { $0.count } == 1)
        #expect(model.withState { $0.tokens.map(\.text) } == [next.secret.text])
        let (again, _) = try await setup.rotateToken(from: old, to: next) { record.keep($0) }
        #expect(again == next)
    }

    @Test func aServerThatGoesOnTakingADeletedTokenIsNotBelieved() async throws {
        let model = instance()
        let setup = try Bootstrap.setup(model, patience: .milliseconds(50))
        let (old, _) = try await setup.ownToken(nil) { _ in }
        model.withState {
            $0.ignored = ["DELETE /api/users/tokens/delete/\(old.prefix)"]
        }
        await #expect(throws: SetupError.takesTheOldSecret(.token)) {
            try await setup.rotateToken(from: old, to: nil) { _ in }
        }
    }

    @Test func withoutTheAdministratorsPasswordThereIsNone() async throws {
        let setup = try Bootstrap.setup(ModelInstance())
        let email = try LoginEmail(ModelState.admin)
        await #expect(throws: SetupError.noPasswordWorks(email)) {
            try await setup.ownToken(nil) { _ in }
        }
    }
}
