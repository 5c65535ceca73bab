import ServerSupport
import Testing
import Windmill
import WindmillSetup

/// Ready means healthy and a job that a worker has run.
@Suite struct SmokeTests {
    private func whole(
        patience: Duration = .seconds(3600), _ change: (inout ModelState) -> Void
    ) async throws -> (ModelInstance, InstanceSetup, BearerToken) {
        let model = ModelInstance()
        let bootstrap = Bootstrap()
        try await bootstrap.run(try Bootstrap.setup(model))
        model.withState { change(&$0) }
        let setup = try Bootstrap.setup(model, patience: patience)
        return (model, setup, try #require(bootstrap.token))
    }

    @Test func aDegradedInstanceIsWaitedFor() async throws {
        let model = ModelInstance { $0.health = ["unhealthy", "degraded", "degraded", "healthy"] }
        #expect(try await Bootstrap.setup(model).waitUntilHealthy() == .same)
        #expect(model.withState { $0.health } == ["healthy"])
        let worse = ModelInstance { $0.health = ["degraded"] }
        let setup = try Bootstrap.setup(worse, patience: .milliseconds(50))
        await #expect(throws: SetupError.outOfTime(.readiness, .health(.degraded))) {
            try await setup.waitUntilHealthy()
        }
    }

    @Test func theWorkerIsNamed() async throws {
        let (_, setup, token) = try await whole { _ in }
        #expect(try await setup.smoke(by: token).worker == "worker-1")
    }

    @Test func aScriptThatSomebodyChangedIsPushedAgain() async throws {
        let (model, setup, token) = try await whole {
            $0.workspaces["acme"]?.scripts["f/puerto/smoke"]?.append("echo 42")
        }
        #expect(try await setup.smoke(by: token).outcome != .same)
        let versions = model.withState { $0.workspaces["acme"]?.scripts["f/puerto/smoke"] }
        #expect(versions?.count == 3 && versions?.first == versions?.last)
    }

    @Test func anArchivedScriptIsFollowedByANewVersion() async throws {
        let (model, setup, token) = try await whole {
            $0.workspaces["acme"]?.archived = ["f/puerto/smoke"]
        }
        #expect(try await setup.smoke(by: token).outcome != .same)
        #expect(model.withState { $0.workspaces["acme"]?.archived } == [])
        #expect(try await setup.smoke(by: token).outcome == .same)
        model.withState {
            $0.workspaces["acme"]?.archived = ["f/puerto/smoke"]
            $0.ignored = ["POST /api/w/acme/scripts/create"]
        }
        await #expect(throws: SetupError.self) { try await setup.smoke(by: token) }
    }

    @Test func aCutLogLeavesNoPartOfASecret() async throws {
        let (_, setup, token) = try await whole {
            $0.workspaces["acme"]?.scripts = [:]
            $0.lockError = String(repeating: "x", count: 190) + Bootstrap.password.text
        }
        let error = await #expect(throws: SetupError.self) { try await setup.smoke(by: token) }
        let part = Bootstrap.password.text.prefix(6)
        #expect(error?.description.contains("***") == true)
        #expect(error?.description.contains(part) == false)
    }

    @Test func ofALongLogTheLastLineIsShown() async throws {
        let (model, setup, token) = try await whole {
            $0.workspaces["acme"]?.scripts = [:]
            $0.lockError = String(repeating: "\\x\n", count: 1 << 18) + "no such module"
        }
        await #expect(throws: SetupError.scriptHasNoLock("no such module")) {
            try await setup.smoke(by: token)
        }
        model.withState {
            $0.workspaces["acme"]?.scripts = [:]
            $0.lockError = Bootstrap.password.text + String(repeating: "x", count: 1 << 17)
        }
        await #expect(throws: SetupError.scriptHasNoLock("")) {
            try await setup.smoke(by: token)
        }
    }

    @Test func aLockIsWaitedForAndItsErrorShown() async throws {
        let (_, setup, token) = try await whole { $0.lockDelay = 3 }
        #expect(try await setup.smoke(by: token).outcome != .same)
        let (_, broken, other) = try await whole {
            $0.workspaces["acme"]?.scripts = [:]
            $0.lockError = "pip:\nno\u{1B}[31m \(Bootstrap.password.text)\n"
        }
        await #expect(throws: SetupError.scriptHasNoLock("no [31m ***")) {
            try await broken.smoke(by: other)
        }
        let (_, slow, third) = try await whole(patience: .milliseconds(50)) {
            $0.workspaces["acme"]?.scripts = [:]
            $0.lockDelay = 1_000_000
        }
        await #expect(throws: SetupError.outOfTime(.smoke, .lock)) {
            try await slow.smoke(by: third)
        }
    }

    @Test(arguments: [#""x worker-1""#, "42", "null", #"{"error":{}}"#, #""""#])
    func anotherResultIsNotTheRightOne(result: String) async throws {
        let (_, setup, token) = try await whole { $0.result = { _ in result } }
        let error = await #expect(throws: SetupError.self) { try await setup.smoke(by: token) }
        guard case .wrongResult = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func anEarlierResultIsNotTheRightOne() async throws {
        let (model, setup, token) = try await whole { _ in }
        _ = try await setup.smoke(by: token)
        let words = model.withState { state in
            let word = state.jobs.values.first ?? ""
            state.result = { _ in #""\#(word) worker-1""# }
            return Set(state.jobs.values)
        }
        #expect(words.count == 2 && words.allSatisfy { $0.count == 32 })
        await #expect(throws: SetupError.self) { try await setup.smoke(by: token) }
    }

    @Test func aJobWithoutEndIsGivenUp() async throws {
        let (_, setup, token) = try await whole(patience: .milliseconds(50)) {
            $0.result = { _ in nil }
        }
        let error = await #expect(throws: SetupError.self) { try await setup.smoke(by: token) }
        guard case .outOfTime(.smoke, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func theWorkspacesKeyIsReplacedAndTheSecretsStay() async throws {
        let key = try WorkspaceKey(String(repeating: "n", count: 64))
        let (model, setup, token) = try await whole {
            $0.workspaces["acme"]?.secrets = ["f/a/b": "one", "f/a/c": "two"]
        }
        #expect(
            try await setup.setWorkspaceKey(key, by: token)
                == .changed("the workspace's key is replaced"))
        #expect(model.withState { $0.workspaces["acme"]?.key } == key.secret.text)
        #expect(try await setup.setWorkspaceKey(key, by: token) == .same)
        // One that its people made unreadable says nothing about the keys.
        model.withState { $0.workspaces["acme"]?.secrets["f/a/a"] = "unreadable" }
        let third = try WorkspaceKey(String(repeating: "m", count: 64))
        #expect(try await setup.setWorkspaceKey(third, by: token) != .same)
        model.withState { $0.losesSecrets = true }
        let other = try WorkspaceKey(String(repeating: "o", count: 64))
        await #expect(throws: SetupError.secretsAreLost(2)) {
            try await setup.setWorkspaceKey(other, by: token)
        }
        model.withState {
            $0.ignored = ["POST /api/w/acme/workspaces/encryption_key"]
        }
        await #expect(throws: SetupError.refusesTheNewSecret(.workspaceKey)) {
            try await setup.setWorkspaceKey(key, by: token)
        }
    }
}
