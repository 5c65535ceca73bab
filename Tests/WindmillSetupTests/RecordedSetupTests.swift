import PuertoCore
import PuertoEngine
import PuertoStore
import PuertoVault
import ServerSupport
import Synchronization
import TestSupport
import Testing
import Windmill
import WindmillSetup

@testable import PuertoJobs

/// A setup with its records: at every moment the records open the instance.
@Suite struct RecordedSetupTests {
    @Test func aClientsInstanceIsSetUpFromItsRecord() async throws {
        let bench = try RecordedBench()
        #expect(try !bench.stack().facts.isSecured(in: RecordedBench.data))
        try await bench.setUp()
        let stack = try bench.stack()
        #expect(stack.facts.isSecured(in: RecordedBench.data) && stack.facts.instance.next.isEmpty)
        let administrator = try #require(try stack.instanceSecret(.administrator)?.text)
        let token = try #require(try stack.instanceSecret(.token)?.text)
        bench.model.withState { state in
            #expect(!state.opens(ModelState.admin, "changeme"))
            #expect(state.opens(ModelState.admin, administrator))
            #expect(state.opens("ana@acme.mx", "the password of app"))
            #expect(state.workspaces["acme"]?.members["ana@acme.mx"]?.isAdmin == true)
            #expect(state.tokens.map(\.text) == [token])
            #expect(state.settings["base_url"]?.hasSuffix("acme.localhost:8001\"") == true)
        }
        let said = bench.lines.withLock { $0 }
        #expect(said.contains("the workspace acme is made"))
        for secret in try bench.secrets() {
            #expect(!said.contains { $0.contains(secret) })
            #expect(try stack.redactor()("x \(secret)") == "x ‹redacted›")
        }
    }

    @Test func aSecondRunChangesNothing() async throws {
        let bench = try RecordedBench()
        try await bench.setUp()
        let (before, secrets) = (bench.model.withState { $0.summary }, try bench.secrets())
        try await bench.setUp()
        #expect(bench.model.withState { $0.summary } == before)
        #expect(try bench.secrets() == secrets)
    }

    /// Every request is lost once before it is carried out, and once after.
    @Test func aRunThatEndsAnywhereIsFinishedByTheNext() async throws {
        let first = try RecordedBench()
        try await first.setUp()
        let count = first.server.requests.count
        #expect(count > 40)
        for number in sample(Array(0..<count), "setups with records", share: 0.25) {
            for isCarriedOut in [false, true] {
                let bench = try RecordedBench()
                let fault = ModelInstance.Fault(
                    kind: .broken, number: number, isCarriedOut: isCarriedOut)
                bench.model.order(fault)
                do { try await bench.setUp() } catch { #expect(error is PuertoError, "\(fault)") }
                bench.model.order(nil)
                try await bench.setUp()
                let stack = try bench.stack()
                #expect(stack.facts.isSecured(in: RecordedBench.data), "\(fault)")
                #expect(stack.facts.instance.next.isEmpty, "\(fault)")
                let token = try stack.instanceSecret(.token)?.text
                let administrator = try #require(try stack.instanceSecret(.administrator)?.text)
                bench.model.withState { state in
                    #expect(state.opens(ModelState.admin, administrator), "\(fault)")
                    #expect(!state.opens(ModelState.admin, "changeme"), "\(fault)")
                    #expect(state.opens("ana@acme.mx", "the password of app"), "\(fault)")
                    let own = state.tokens.filter { $0.label == "puerto" }.map(\.text)
                    #expect(own == [token], "\(fault)")
                }
            }
        }
    }

    /// The volume was given up; the database was dropped and made again; or a dump of before was
    /// read into it, of which the cluster and the database tell nothing.
    @Test(arguments: [true, false, nil])
    func newDataAreSecuredAgainWithTheRecordedPassword(isGivenUp: Bool?) async throws {
        let bench = try RecordedBench()
        try await bench.setUp()
        let administrator = try bench.stack().instanceSecret(.administrator)
        var data = RecordedBench.data
        if isGivenUp == true { try bench.store.giveUpVolumes([.postgres: "p"], bench.lease) }
        if isGivenUp == false { data = InstanceData(system: data.system, database: 16_999) }
        #expect(try bench.stack().facts.isSecured(in: data) == (isGivenUp == nil))
        let other = ModelState()
        bench.model.withState { $0 = other }
        try await bench.setUp(data)
        #expect(try bench.stack().instanceSecret(.administrator) == administrator)
        #expect(try bench.stack().facts.instance.secured == data)
        let password = try #require(administrator?.text)
        bench.model.withState { state in
            #expect(state.opens(ModelState.admin, password))
            #expect(!state.opens(ModelState.admin, "changeme"))
        }
        let said = bench.lines.withLock { $0 }.contains { $0.hasPrefix("the stock password opens") }
        #expect(said == (isGivenUp == nil))
        let count = try bench.store.auditEntries(100).count { $0.action == "instance.secure" }
        #expect(count == (isGivenUp == true ? 1 : 2))
    }

    /// A token that works is enough, and so is the password: nothing is secured again.
    @Test(arguments: [true, false])
    func oneSecretThatOpensTheInstanceIsEnough(isToken: Bool) async throws {
        let bench = try RecordedBench()
        try await bench.setUp()
        bench.model.withState { state in
            if isToken { state.users[ModelState.admin]?.password = "set by hand" }
            if !isToken { state.tokens = [] }
        }
        try await bench.recorded.secure(RecordedBench.data)
        #expect(bench.lines.withLock { $0.last } == "the administrator's login is as recorded")
        #expect(bench.model.withState { $0.opens(ModelState.admin, "set by hand") } == isToken)
    }

    @Test func anEndBeforeDataAreSecuredAgainLeavesThemUnsecured() async throws {
        let bench = try RecordedBench()
        try await bench.setUp()
        let other = ModelState()
        bench.model.withState { $0 = other }
        // The refusals of token and password, the stock login and its end, and then the first login
        // of the step.
        bench.model.order(
            ModelInstance.Fault(kind: .broken, number: 4, isCarriedOut: false))
        await #expect(throws: PuertoError.self) { try await bench.setUp() }
        #expect(try bench.stack().facts.instance.secured == nil)
        #expect(try bench.stack().facts.instance.login == nil)
    }

    @Test func eachStepLooksForItsServerAgain() async throws {
        let bench = try RecordedBench(moves: true)
        try await bench.setUp()
        let steps = bench.found.withLock { $0 }.map { $0.requests.map(\.line) }
        let firsts = [
            "/api/auth/login", "/api/auth/login", "/api/settings/global/", "/api/workspaces/",
            "/api/users/list_as_super_admin", "/api/users/exists/ana@acme.mx", "/api/w/acme/users/",
            "/api/w/acme/scripts/",
        ]
        #expect(steps.count == firsts.count)
        for (step, first) in zip(steps, firsts) {
            #expect(step.first?.contains(first) == true, "\(step)")
        }
    }

    @Test func otherAdministratorsAndUnreadableLoginsAreSaid() async throws {
        let bench = try RecordedBench()
        bench.model.withState { state in
            state.users["eva@agency.mx"] = ModelState.User(password: "x", isSuperAdmin: true)
            state.users["o'hara@acme.mx"] = ModelState.User(password: "x", isSuperAdmin: true)
        }
        try await bench.setUp()
        let said = bench.lines.withLock { $0 }
        #expect(said.contains("another super administrator: eva@agency.mx"))
        #expect(said.contains("logins that cannot be read, maybe super administrators: 1"))
        let other = try RecordedBench()
        try await other.setUp()
        #expect(!other.lines.withLock { $0 }.contains { $0.contains("super administrator") })
    }

    @Test func withoutAContactNoLoginIsMade() async throws {
        let bench = try RecordedBench(email: nil)
        try await bench.setUp()
        bench.model.withState { state in
            #expect(state.users.keys.sorted() == [ModelState.admin])
            #expect(state.workspaces["acme"] != nil)
        }
    }

    @Test func aWorkspaceHasAnIdThatWindmillTakes() throws {
        #expect(try Slug("acme-2").workspaceID == "acme-2")
        let long = String(repeating: "a", count: 40) + "-" + String(repeating: "b", count: 20)
        for text in [long, "admins", "global", "starter", "demo"] {
            let id = try Slug(text).workspaceID
            #expect(try WorkspaceID(id).text != text)
            #expect(id.hasPrefix(String(text.prefix(5))) && !id.contains("--"))
        }
        #expect(try Slug(long).workspaceID != Slug(long + "b").workspaceID)
    }
}
