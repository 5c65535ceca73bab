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
