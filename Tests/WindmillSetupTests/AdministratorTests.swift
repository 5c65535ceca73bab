import ServerSupport
import Testing
import Windmill
import WindmillSetup

/// The super administrator's password in every state that an instance can be found in.
@Suite struct AdministratorTests {
    private func error(
        _ model: ModelInstance, recorded: [SecretText] = [], tokens: [BearerToken] = [],
        patience: Duration = .seconds(3600)
    ) async throws -> SetupError? {
        let setup = try Bootstrap.setup(
            model, try Bootstrap.wanted(recorded: recorded), patience: patience)
        return await #expect(throws: SetupError.self) {
            try await setup.secureAdministrator(keeping: tokens)
        }
    }

    @Test func aRecordedPasswordIsReplacedAndRefused() async throws {
        let old = SecretText("the-one-before-2")
        let model = ModelInstance { $0.users[ModelState.admin]?.password = old.text }
        let setup = try Bootstrap.setup(model, try Bootstrap.wanted(recorded: [old]))
        let outcome = try await setup.secureAdministrator()
        #expect(outcome != .same)
        model.withState {
            #expect($0.opens(ModelState.admin, Bootstrap.password.text))
            #expect(!$0.opens(ModelState.admin, old.text) && $0.tokens.isEmpty)
        }
        #expect(try await setup.secureAdministrator() == .same)
    }

    @Test func sessionsAndTokensOfStrangersAreDeleted() async throws {
        let model = ModelInstance { state in
            for label in ["session", "a stranger's", "puerto", "ephemeral-script"] {
                _ = state.makeToken(ModelState.admin, label: label)
            }
        }
        let own = try model.withState {
            try BearerToken($0.makeToken(ModelState.admin, label: "puerto"))
        }
        let setup = try Bootstrap.setup(model)
        _ = try await setup.secureAdministrator(keeping: [own])
        // A running job keeps its token; before there is a worker there is none.
        #expect(model.withState { $0.tokens.map(\.label) } == ["ephemeral-script", "puerto"])
        _ = try await setup.secureAdministrator(keeping: [own], beforeWorkers: true)
        #expect(model.withState { $0.tokens.map(\.text) } == [own.secret.text])
    }

    @Test func whenNoPasswordWorksItIsSaidWhatToDo() async throws {
        let model = ModelInstance { $0.users[ModelState.admin]?.password = "set-by-hand" }
        let found = try await error(model)
        #expect(found == .noPasswordWorks(try LoginEmail(ModelState.admin)))
        #expect(found?.description.contains("database is not reached") == true)
    }

    @Test func aRecordedTokenSetsALostPassword() async throws {
        let model = ModelInstance { $0.users[ModelState.admin]?.password = "set-by-hand" }
        let own = try model.withState {
            try BearerToken($0.makeToken(ModelState.admin, label: "puerto"))
        }
        let setup = try Bootstrap.setup(model)
        #expect(try await setup.secureAdministrator(keeping: [own]) != .same)
        #expect(model.withState { $0.opens(ModelState.admin, Bootstrap.password.text) })
    }

    /// As after a restore of data that are older than every recorded secret.
    @Test func theDatabaseSetsAPasswordThatNobodyKnows() async throws {
        let model = ModelInstance { $0.users[ModelState.admin]?.password = "set-by-hand" }
        let setup = try Bootstrap.setup(model, database: ModelDatabase(model: model))
        #expect(try await setup.secureAdministrator() != .same)
        model.withState { state in
            #expect(state.opens(ModelState.admin, Bootstrap.password.text))
            #expect(!state.opens(ModelState.admin, "set-by-hand"))
            #expect(state.tokens.isEmpty)
        }
        #expect(try await setup.secureAdministrator() == .same)
        let none = ModelInstance { $0.users = [:] }
        let other = try Bootstrap.setup(none, database: ModelDatabase(model: none))
        #expect(try await other.secureAdministrator() != .same)
        none.withState { #expect($0.opens(ModelState.admin, Bootstrap.password.text)) }
    }

    @Test func aDeletedAdministratorIsNamed() async throws {
        let model = ModelInstance { state in
            state.users = ["eva@agency.mx": ModelState.User(password: "x", isSuperAdmin: true)]
        }
        let other = try model.withState {
            try BearerToken($0.makeToken("eva@agency.mx", label: "puerto"))
        }
        let email = try LoginEmail(ModelState.admin)
        #expect(try await error(model, tokens: [other]) == .administratorIsGone(email))
        #expect(try await error(model) == .noPasswordWorks(email))
    }

    @Test func anAdministratorWithoutRightsIsNamed() async throws {
        let model = ModelInstance { $0.users[ModelState.admin]?.isSuperAdmin = false }
        let found = try await error(model)
        #expect(found == .notSuperAdministrator(try LoginEmail(ModelState.admin)))
    }

    @Test func aLoginLimitIsWaitedFor() async throws {
        let model = ModelInstance { $0.limitedLogins = 3 }
        let setup = try Bootstrap.setup(model)
        #expect(try await setup.secureAdministrator() != .same)
        let limited = ModelInstance { $0.limitedLogins = 1_000_000 }
        #expect(
            try await error(limited, patience: .milliseconds(50))
                == .loginsAreLimited(.administrator))
    }

    @Test func aLimitWithoutAPauseIsNotRunAgainst() async throws {
        let server = try ScriptedServer { _, _ in .answer(429, "Too many", "retry-after: 0") }
        let client = try WindmillClient(
            WindmillInstance(host: "127.0.0.1", port: server.port), limits: .patient)
        let setup = InstanceSetup(
            try Bootstrap.wanted(), at: client, patience: .seconds(5), pause: .seconds(3600))
        await #expect(throws: SetupError.loginsAreLimited(.administrator)) {
            try await setup.secureAdministrator()
        }
        // The step's own pause is longer than its patience, so that there is no second attempt.
        #expect(server.requests.count == 1)
    }

    @Test func aServerThatIgnoresANewPasswordIsNotBelieved() async throws {
        let model = ModelInstance { $0.ignored = ["POST /api/users/setpassword"] }
        #expect(try await error(model) == .refusesTheNewSecret(.administrator))
    }

    @Test func aServerThatKeepsTheStockPasswordToo() async throws {
        // It answers every login, whatever the password.
        let server = try ScriptedServer { request, _ in
            switch request.line {
            case "POST /api/auth/login": .answer(200, "t000000001-0123456789")
            case "GET /api/users/whoami":
                .answer(200, #"{"email":"admin@windmill.dev","super_admin":true}"#)
            default: .answer(200, "[]")
            }
        }
        let setup = try Bootstrap.setup(server)
        await #expect(throws: SetupError.takesTheOldSecret(.administrator)) {
            try await setup.secureAdministrator()
        }
    }

    @Test func tokensThatCannotBeReadAreNotLeftInSilence() async throws {
        let server = try ScriptedServer { request, _ in
            switch request.line {
            case "POST /api/auth/login" where request.body.contains("changeme"):
                .answer(400, "Bad request: Invalid login")
            case "POST /api/auth/login": .answer(200, "t000000001-0123456789")
            case "GET /api/users/whoami":
                .answer(200, #"{"email":"admin@windmill.dev","super_admin":true}"#)
            default: .answer(200, #"[{"token_prefix":"../x","label":"y"}]"#)
            }
        }
        let setup = try Bootstrap.setup(server)
        await #expect(throws: SetupError.unreadableTokens(1)) {
            try await setup.secureAdministrator()
        }
    }

    @Test func aBuildWithoutLoginsIsRefusedWithTheReason() async throws {
        let found = try await error(ModelInstance { $0.hasNoLogins = true })
        #expect(found == .noLogins && found?.description.contains("no_auth") == true)
    }

    @Test func anotherSuperAdministratorIsReported() async throws {
        let model = ModelInstance { state in
            state.users["eva@agency.mx"] = ModelState.User(password: "x", isSuperAdmin: true)
            state.users["ana@acme.mx"] = ModelState.User(password: "x")
            state.users["o'hara@acme.mx"] = ModelState.User(password: "x", isSuperAdmin: true)
        }
        let setup = try Bootstrap.setup(model)
        _ = try await setup.secureAdministrator()
        let (token, _) = try await setup.ownToken(nil) { _ in }
        let found = try await setup.otherAdministrators(by: token)
        #expect(found.emails.map(\.text) == ["eva@agency.mx"] && found.unreadable == 1)
    }

    @Test func aStockOrShortPasswordIsNotWanted() throws {
        for password in ["changeme", "short", ""] {
            #expect(throws: SetupError.self) {
                try WantedAdministrator(password: SecretText(password))
            }
        }
    }
}
