import ServerSupport
import Testing
import Windmill
import WindmillSetup

/// A fresh instance becomes a client's own, and stays as it is when that is done again.
@Suite struct BootstrapTests {
    @Test func aFreshInstanceBecomesAClientsOwn() async throws {
        let model = ModelInstance()
        let server = try model.server()
        let bootstrap = Bootstrap()
        let outcomes = try await bootstrap.run(try Bootstrap.setup(server))
        #expect(
            outcomes == [
                .changed(
                    "the administrator's password is replaced, "
                        + "other sessions and tokens are deleted: 1"),
                .changed("a token 'puerto' is made"),
                .changed(
                    "base_url is set, disable_stats is set, retention_period_secs is set, "
                        + "disable_workspace_invite_emails is set"),
                .changed("the workspace acme is made"),
                .changed("the login ana@acme.mx is made"),
                .changed("ana@acme.mx is an administrator of acme"),
                .same, .changed("the script f/puerto/smoke is pushed"),
            ])
        model.withState { state in
            #expect(!state.opens(ModelState.admin, "changeme"))
            #expect(state.opens(ModelState.admin, Bootstrap.password.text))
            #expect(state.opens("ana@acme.mx", Bootstrap.clients.text))
            #expect(state.users["ana@acme.mx"]?.isSuperAdmin == false)
            #expect(state.workspaces["acme"]?.members["ana@acme.mx"]?.isAdmin == true)
            #expect(state.tokens.map(\.label) == ["puerto"])
            #expect(state.tokens.first?.text == bootstrap.token?.secret.text)
            #expect(state.settings["disable_stats"] == "true")
        }
        #expect(server.requests.count == 47, "\(server.requests.map(\.line))")
        print("requests of a bootstrap: \(server.requests.count)")
    }

    @Test func aSecondRunSendsNoWriteRequest() async throws {
        let model = ModelInstance()
        let server = try model.server()
        let bootstrap = Bootstrap()
        try await bootstrap.run(try Bootstrap.setup(server))
        let before = model.withState { $0.summary }
        let count = server.requests.count
        let outcomes = try await bootstrap.run(try Bootstrap.setup(server))
        #expect(outcomes.allSatisfy { $0 == .same })
        #expect(model.withState { $0.summary } == before)
        // To prove a password opens a session, which is closed; to prove a worker runs a job.
        let writes = server.requests.dropFirst(count).map(\.line).filter {
            !$0.hasPrefix("GET ") && $0 != "POST /api/auth/login"
                && !$0.hasPrefix("POST /api/w/acme/jobs/run/p/")
        }
        let deletion = "DELETE /api/users/tokens/delete/"
        #expect(writes.count == 2 && writes.allSatisfy { $0.hasPrefix(deletion) })
        print("requests of a second run: \(server.requests.count - count)")
    }

    @Test func everythingIsPlannedByReadingOnly() async throws {
        let model = ModelInstance()
        let server = try model.server()
        let setup = try Bootstrap.setup(server)
        var lines: [String] = []
        for step in SetupStep.allCases { lines += try await setup.plan(step, token: nil) }
        #expect(
            lines == [
                "replace the stock password", "make a token 'puerto'",
                "settings: seen when there is a token", "workspace: seen when there is a token",
                "client: seen when there is a token", "membership: seen when there is a token",
                "run f/puerto/smoke and compare its result",
            ])
        #expect(server.requests.allSatisfy { $0.line.hasPrefix("GET ") })
    }

    @Test func aPlanNamesWhatIsMissing() async throws {
        let model = ModelInstance()
        let server = try model.server()
        let bootstrap = Bootstrap()
        let setup = try Bootstrap.setup(server)
        try await bootstrap.run(setup)
        model.withState { state in
            state.settings["base_url"] = nil
            state.users["ana@acme.mx"] = nil
            state.workspaces["acme"]?.members = [:]
            _ = state.makeToken(ModelState.admin, label: "puerto")
            _ = state.makeToken(ModelState.admin, label: "session")
            state.health = ["degraded"]
        }
        let count = server.requests.count
        var lines: [String] = []
        for step in SetupStep.allCases {
            lines += try await setup.plan(step, token: bootstrap.token)
        }
        #expect(
            lines == [
                "delete other sessions and tokens: 1", "delete tokens without a record: 1",
                "set base_url", "make the login ana@acme.mx",
                "make ana@acme.mx an administrator of acme", "wait until the instance is healthy",
                "run f/puerto/smoke and compare its result",
            ])
        #expect(server.requests.dropFirst(count).allSatisfy { $0.line.hasPrefix("GET ") })
    }
}
