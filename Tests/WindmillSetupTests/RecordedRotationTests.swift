import PuertoCore
import PuertoStore
import ServerSupport
import Synchronization
import Testing
import Windmill
import WindmillSetup

@testable import PuertoJobs

/// The client's own password is replaced in its Windmill and in the record, and data that are older
/// than the recorded secrets are opened again.
@Suite struct RecordedRotationTests {
    private let old = "the password of app"
    private let new = "the password of app 2"

    private func rotate(_ bench: RecordedBench) async throws {
        _ = try bench.store.recordNextCredential(.app, bench.lease)
        try await bench.recorded.switchLogin()
    }

    @Test func theNewPasswordWorksAndTheOldOneIsRefused() async throws {
        let bench = try RecordedBench()
        try await bench.setUp()
        let hers = bench.model.withState { $0.makeToken("ana@acme.mx", label: "hers") }
        await #expect(throws: PuertoError.self) { try await bench.recorded.switchLogin() }
        try await rotate(bench)
        bench.model.withState { state in
            #expect(state.opens("ana@acme.mx", new) && !state.opens("ana@acme.mx", old))
            #expect(!state.tokens.contains { $0.text == hers })
        }
        try bench.store.promoteCredential(.app, bench.lease)
        let facts = try bench.stack().facts
        #expect(facts.credentials[.app]?.place == facts.instance.login?.value && facts.next.isEmpty)
        let before = bench.model.withState { $0.summary }
        try await bench.setUp()
        #expect(bench.model.withState { $0.summary } == before)
    }

    @Test func aLoginThatWasDisabledStaysSo() async throws {
        let bench = try RecordedBench()
        try await bench.setUp()
        bench.model.withState { $0.users["ana@acme.mx"]?.isDisabled = true }
        try await bench.setUp()
        let line = "ana@acme.mx is disabled, which stays"
        #expect(bench.lines.withLock { $0.contains(line) })
        bench.model.withState { #expect($0.users["ana@acme.mx"]?.isDisabled == true) }
    }

    /// Handoffs ask clients to do so.
    @Test func aPasswordThatTheClientHasChangedStaysUntilARotation() async throws {
        let bench = try RecordedBench()
        try await bench.setUp()
        let hers = bench.model.withState { state in
            state.users["ana@acme.mx"]?.password = "what ana has chosen"
            return state.makeToken("ana@acme.mx", label: "hers")
        }
        try await bench.setUp()
        bench.model.withState { state in
            #expect(state.opens("ana@acme.mx", "what ana has chosen"))
            #expect(state.tokens.contains { $0.text == hers })
        }
        let line = "ana@acme.mx has another password by now, which stays"
        #expect(bench.lines.withLock { $0.contains(line) })
        try await rotate(bench)
        bench.model.withState { state in
            #expect(state.opens("ana@acme.mx", new) && !state.opens("ana@acme.mx", old))
            #expect(!state.tokens.contains { $0.text == hers })
        }
    }

    /// The record has both values meanwhile, and the rotation's next run decides.
    @Test func aSetupLeavesTheLoginToARotationThatHasBegun() async throws {
        let bench = try RecordedBench()
        try await bench.setUp()
        try await rotate(bench)
        #expect(try bench.stack().clientLogin() == nil)
        try await bench.setUp()
        bench.model.withState { #expect($0.opens("ana@acme.mx", new)) }
    }

    @Test func aRotationThatEndsAnywhereIsFinishedByTheNext() async throws {
        let first = try RecordedBench()
        try await first.setUp()
        let before = first.server.requests.count
        try await rotate(first)
        let count = first.server.requests.count - before
        #expect(count > 5)
        for number in 0..<count {
            for isCarriedOut in [false, true] {
                let bench = try RecordedBench()
                try await bench.setUp()
                bench.model.order(
                    ModelInstance.Fault(kind: .broken, number: number, isCarriedOut: isCarriedOut))
                do { try await rotate(bench) } catch { #expect(error is PuertoError) }
                bench.model.withState { state in
                    let opened = [old, new].filter { state.opens("ana@acme.mx", $0) }
                    #expect(opened.count == 1, "\(number)")
                }
                bench.model.order(nil)
                try await rotate(bench)
                bench.model.withState { state in
                    #expect(state.opens("ana@acme.mx", new) && !state.opens("ana@acme.mx", old))
                }
            }
        }
    }

    @Test func dataOfBeforeEveryRecordedSecretAreOpenedThroughTheirDatabase() async throws {
        let bench = try RecordedBench()
        try await bench.setUp()
        // The copy that is put back had other secrets, and is of the same cluster.
        bench.model.withState { state in
            state.users[ModelState.admin]?.password = "of the copy"
            state.tokens = []
        }
        #expect(try bench.stack().facts.isSecured(in: RecordedBench.data))
        await #expect(throws: PuertoError.self) { try await bench.setUp() }
        try await bench.setUp(database: ModelDatabase(model: bench.model))
        let administrator = try #require(try bench.stack().instanceSecret(.administrator)?.text)
        let token = try #require(try bench.stack().instanceSecret(.token)?.text)
        bench.model.withState { state in
            #expect(state.opens(ModelState.admin, administrator))
            #expect(state.tokens.map(\.text) == [token])
        }
    }

    @Test func restoredDataWithTheStockPasswordLoseIt() async throws {
        let bench = try RecordedBench()
        try await bench.setUp()
        let fresh = ModelState()
        bench.model.withState { $0 = fresh }
        try await bench.setUp()
        bench.model.withState { #expect(!$0.opens(ModelState.admin, "changeme")) }
    }

    @Test func theConfigurationDecidesRetentionAndTelemetry() async throws {
        let bench = try RecordedBench()
        try await bench.setUp()
        func settings() -> [String?] {
            bench.model.withState {
                [$0.settings["retention_period_secs"], $0.settings["disable_stats"]]
            }
        }
        #expect(settings() == ["2592000", "true"])
        var own = EngineSettings.standard
        (own.jobRetention, own.sendsTelemetry) = (7, true)
        try await bench.setUp(settings: own)
        #expect(settings() == ["604800", "false"])
    }
}
