import ServerSupport
import Testing
import Windmill
import WindmillSetup

/// The client's workspace, login and membership, and the settings around them.
@Suite struct ClientTests {
    /// A whole instance, which a test then changes.
    private func whole(
        former: [SecretText] = [], _ change: (inout ModelState) -> Void
    ) async throws -> (ModelInstance, InstanceSetup, BearerToken) {
        let model = ModelInstance()
        let bootstrap = Bootstrap()
        let setup = try Bootstrap.setup(
            model, try Bootstrap.wanted(former: former))
        try await bootstrap.run(setup)
        model.withState { change(&$0) }
        return (model, setup, try #require(bootstrap.token))
    }

    @Test func anotherPasswordIsReplacedAndItsSessionsAreClosed() async throws {
        let old = SecretText("another-password")
        let (model, setup, token) = try await whole(former: [old]) {
            $0.users["ana@acme.mx"]?.password = old.text
            _ = $0.makeToken("ana@acme.mx", label: "session")
        }
        #expect(
            try await setup.makeClient(by: token)
                == .changed(
                    "the password of ana@acme.mx is set, other sessions of ana@acme.mx are deleted: 1"
                ))
        model.withState {
            #expect($0.opens("ana@acme.mx", Bootstrap.clients.text))
            #expect(!$0.tokens.contains { $0.email == "ana@acme.mx" })
        }
        #expect(try await setup.makeClient(by: token) == .same)
    }

    @Test func sessionsAreClosedAfterARunThatWasEndedInBetween() async throws {
        for (former, hasEnded) in [([], false), ([SecretText("another-password")], true)] {
            // The password is set already, and the session of the former one is still open.
            let (model, setup, token) = try await whole(former: former) {
                _ = $0.makeToken("ana@acme.mx", label: "session")
            }
            #expect(
                try await setup.makeClient(by: token, hasEnded: hasEnded)
                    == .changed("other sessions of ana@acme.mx are deleted: 1"))
            #expect(model.withState { !$0.tokens.contains { $0.email == "ana@acme.mx" } })
        }
    }

    @Test func sessionsOfAPasswordThatWasRecordedStay() async throws {
        let (model, setup, token) = try await whole {
            _ = $0.makeToken("ana@acme.mx", label: "session")
        }
        #expect(try await setup.makeClient(by: token, hasEnded: true) == .same)
        #expect(model.withState { $0.tokens.count { $0.email == "ana@acme.mx" } } == 1)
    }

    /// The client's password is handed out: no such login may get it, nor lose its sessions.
    @Test(arguments: ["admin@windmill.dev", "Admin@Windmill.dev", "eva@agency.mx", "ana@acme.mx"])
    func anAdministratorsAddressGetsNoClientsPassword(address: String) async throws {
        let model = ModelInstance()
        let bootstrap = Bootstrap()
        try await bootstrap.run(try Bootstrap.setup(model))
        let token = try #require(bootstrap.token)
        model.withState { state in
            state.users["eva@agency.mx"] = ModelState.User(password: "evas", isSuperAdmin: true)
            // She was made one by hand, and has the client's password.
            state.users["ana@acme.mx"]?.isSuperAdmin = true
            for email in ["eva@agency.mx", "ana@acme.mx"] { _ = state.makeToken(email, label: "x") }
        }
        var wanted = try Bootstrap.wanted()
        wanted.client = try WantedLogin(
            email: LoginEmail(address), name: "Ana", password: Bootstrap.clients)
        let before = model.withState { $0.summary }
        let server = try model.server()
        let setup = try Bootstrap.setup(server, wanted)
        let email = try LoginEmail(address.lowercased())
        await #expect(throws: SetupError.clientIsAdministrator(email)) {
            try await setup.makeClient(by: token)
        }
        #expect(server.requests.allSatisfy { $0.line.hasPrefix("GET ") })
        #expect(model.withState { $0.summary } == before)
        #expect(model.withState { state in state.tokens.contains { $0.text == token.secret.text } })
    }

    @Test func aStockAddressIsRefusedAlsoBesideAnotherAdministrator() async throws {
        let model = ModelInstance { state in
            state.users["root@agency.mx"] = ModelState.User(
                password: Bootstrap.password.text, isSuperAdmin: true)
            state.users[ModelState.admin]?.isSuperAdmin = false
        }
        let token = try model.withState {
            try BearerToken($0.makeToken("root@agency.mx", label: "puerto"))
        }
        var wanted = try Bootstrap.wanted()
        wanted.administrator = try WantedAdministrator(
            email: LoginEmail("root@agency.mx"), password: Bootstrap.password)
        let stock = try LoginEmail(ModelState.admin)
        wanted.client = try WantedLogin(email: stock, name: "Ana", password: Bootstrap.clients)
        let setup = try Bootstrap.setup(model, wanted)
        await #expect(throws: SetupError.clientIsAdministrator(stock)) {
            try await setup.makeClient(by: token)
        }
        #expect(model.withState { $0.opens(ModelState.admin, "changeme") })
    }

    @Test func aLoginThatTheListDoesNotShowGetsNoPassword() async throws {
        let (model, setup, token) = try await whole {
            $0.users["ana@acme.mx"]?.password = "another-password"
            $0.unlisted = ["ana@acme.mx"]
        }
        let email = try LoginEmail("ana@acme.mx")
        await #expect(throws: SetupError.unknownRights(email)) {
            try await setup.makeClient(by: token)
        }
        #expect(model.withState { $0.opens("ana@acme.mx", "another-password") })
    }

    @Test func aDisabledLoginIsNotEnabled() async throws {
        let (model, setup, token) = try await whole { $0.users["ana@acme.mx"]?.isDisabled = true }
        let email = try LoginEmail("ana@acme.mx")
        await #expect(throws: SetupError.loginIsDisabled(email)) {
            try await setup.makeClient(by: token)
        }
        #expect(model.withState { $0.users["ana@acme.mx"]?.isDisabled } == true)
    }

    @Test func aMemberGetsItsRightsBack() async throws {
        for lost in [
            ModelState.Member(isAdmin: false), ModelState.Member(isAdmin: true, isDisabled: true),
        ] {
            let (model, setup, token) = try await whole {
                $0.workspaces["acme"]?.members["ana@acme.mx"] = lost
            }
            #expect(try await setup.makeMember(by: token) != .same)
            let member = model.withState { $0.workspaces["acme"]?.members["ana@acme.mx"] }
            #expect(member == ModelState.Member(isAdmin: true))
            #expect(try await setup.makeMember(by: token) == .same)
        }
    }

    @Test func anArchivedWorkspaceIsNotMadeAgain() async throws {
        let (_, setup, token) = try await whole { $0.workspaces["acme"]?.isArchived = true }
        let id = try WorkspaceID("acme")
        await #expect(throws: SetupError.workspaceIsArchived(id)) {
            try await setup.makeWorkspace(by: token)
        }
    }

    @Test(arguments: [
        "POST /api/workspaces/create", "POST /api/w/acme/workspaces/add_user",
        "POST /api/settings/global/base_url",
    ])
    func aChangeThatIsNotThereIsNotBelieved(call: String) async throws {
        let (_, setup, token) = try await whole {
            $0.ignored = [call]
            $0.settings = [:]
            if call.contains("create") { $0.workspaces["acme"] = nil }
            $0.workspaces["acme"]?.members = [:]
        }
        let error = await #expect(throws: SetupError.self) {
            _ = try await setup.makeWorkspace(by: token)
            _ = try await setup.makeMember(by: token)
            _ = try await setup.applySettings(by: token)
        }
        guard case .changeIsNotThere = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func aSettingThatWasChangedIsSetAlone() async throws {
        let (model, setup, token) = try await whole { $0.settings["disable_stats"] = "false" }
        #expect(try await setup.applySettings(by: token) == .changed("disable_stats is set"))
        #expect(model.withState { $0.settings["disable_stats"] } == "true")
    }

    @Test func aSwitchThatWasNeverSetIsOff() async throws {
        let model = ModelInstance()
        let bootstrap = Bootstrap()
        var wanted = try Bootstrap.wanted()
        wanted.settings.sendsTelemetry = true
        wanted.settings.hasMail = true
        try await bootstrap.run(try Bootstrap.setup(model, wanted))
        #expect(
            model.withState { $0.settings.keys.sorted() }
                == ["base_url", "retention_period_secs"])
    }

    @Test func namesAreCutBetweenCharacters() throws {
        let id = try WorkspaceID("acme")
        func name(_ text: String) -> String { WantedWorkspace(id: id, name: text).name }
        #expect(name(" Acme\n S.A.\u{202E} ") == "Acme S.A.")
        #expect(name("\u{0}") == "acme")
        #expect(name(String(repeating: "ñ", count: 60)) == String(repeating: "ñ", count: 50))
        // A flag and a family are characters of several code points, of which none is left alone.
        let flags = name(String(repeating: "🇲🇽", count: 30))
        #expect(flags == String(repeating: "🇲🇽", count: 25))
        let accents = name(String(repeating: "e\u{301}", count: 30) + "x")
        #expect(accents.unicodeScalars.count == 50 && accents.last == "e\u{301}")
        #expect(name(String(repeating: "a", count: 49) + " b") == String(repeating: "a", count: 49))
    }

    @Test func anAddressIsKeptAsTheServerKeepsIt() throws {
        let login = try WantedLogin(
            email: LoginEmail("Ana@Acme.MX"), name: "A\u{1B}na", password: SecretText("password"))
        #expect(login.email.text == "ana@acme.mx" && login.name == "A na")
    }
}
