import Foundation
import Testing
import Windmill

private enum LiveServer {
    static let address = ProcessInfo.processInfo.environment["PUERTO_WINDMILL"]?
        .split(separator: ":").map(String.init)
}

/// All of a bootstrap against a fresh server with a worker: `PUERTO_WINDMILL` is its host and port.
@Suite(.enabled(if: LiveServer.address != nil)) struct LiveServerTests {
    private static let stock = SecretText("changeme")
    private static let chosen = SecretText("a-password-of-the-test")

    private func client() throws -> WindmillClient {
        let address = try #require(LiveServer.address)
        let instance = try WindmillInstance(host: address[0], port: Int(address[1]) ?? 8000)
        return try WindmillClient(instance, limits: .patient)
    }

    @Test func aFreshServerBecomesAClientsOwn() async throws {
        let anonymous = try client()
        #expect(try await !anonymous.version().isEmpty)
        #expect(try await anonymous.readiness() == .healthy)
        let admin = try await administrator(anonymous)
        try await settings(admin)
        try await members(admin)
        try await items(admin)
        try await scripts(admin)
        try await flows(admin)
        let key = try await admin.encryptionKey(of: "acme")
        try await admin.setEncryptionKey(of: "acme", key)
        #expect(
            try await admin.variableValue("f/reports/key", in: "acme") == SecretText("s3cret\"é"))
    }

    private func administrator(_ anonymous: WindmillClient) async throws -> WindmillClient {
        let stock: LoginEmail = "admin@windmill.dev"
        let first = try #require(try await anonymous.login(stock, Self.stock))
        let session = anonymous.authorized(by: first)
        try await session.setPassword(Self.chosen)
        #expect(try await anonymous.login(stock, Self.stock) == nil)
        let again = try #require(try await anonymous.login(stock, Self.chosen))
        let token = try await anonymous.authorized(by: again).createToken(
            NewToken(label: "puerto"))
        let admin = anonymous.authorized(by: token)
        try await admin.deleteToken(TokenPrefix(first.prefix))
        let tokens = try await admin.tokens()
        #expect(tokens.unreadable == 0)
        #expect(tokens.rows.contains { $0.prefix.text == token.prefix && $0.label == "puerto" })
        #expect(!tokens.rows.contains { $0.prefix.text == first.prefix })
        #expect(try await admin.whoAmI().isSuperAdmin)
        return admin
    }

    private func settings(_ admin: WindmillClient) async throws {
        try await admin.set("base_url", to: "http://acme.localhost:8100")
        try await admin.set("retention_period_secs", to: 86_400)
        #expect(try await admin.setting("base_url") == "http://acme.localhost:8100")
        #expect(try await admin.setting("retention_period_secs") == 86_400)
        #expect(try await admin.setting("smtp_settings") == .null)
        #expect(try await !admin.workers().rows.isEmpty)
    }

    private func members(_ admin: WindmillClient) async throws {
        #expect(try await !admin.workspaceExists("acme"))
        try await admin.createWorkspace("acme", name: "Acme, S.A.")
        #expect(try await admin.workspaceExists("acme"))
        let error = await failure { try await admin.createWorkspace("acme", name: "Acme") }
        guard case .refused(let refusal) = error, refusal.saysItExists else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(try await admin.allWorkspaces().rows.contains { $0.id == "acme" })
        #expect(try await !admin.userExists("ana@acme.mx"))
        try await admin.createUser("ana@acme.mx", SecretText("anas-password"), isSuperAdmin: false)
        try await admin.addMember("ana@acme.mx", to: "acme", isAdmin: true)
        #expect(try await admin.members(of: "acme").rows.contains { $0.email == "ana@acme.mx" })
        try await admin.setPassword(of: "ana@acme.mx", SecretText("another-password"))
        #expect(try await client().login("ana@acme.mx", SecretText("another-password")) != nil)
        try await admin.updateUser("ana@acme.mx", UserChange(isDisabled: true))
        #expect(
            try await admin.users().rows.contains { $0.email == "ana@acme.mx" && $0.isDisabled })
        try await admin.updateUser("ana@acme.mx", UserChange(isDisabled: false))
    }

    private func items(_ admin: WindmillClient) async throws {
        #expect(try await !admin.folderExists("reports", in: "acme"))
        try await admin.createFolder("reports", in: "acme")
        #expect(try await admin.folderNames(in: "acme").rows.contains("reports"))
        let type = ResourceType(name: "acme_db", schema: ["type": "object"])
        try await admin.createResourceType(type, in: "acme")
        #expect(try await admin.resourceTypeExists("acme_db", in: "acme"))
        try await admin.updateResourceType(type, in: "acme")
        #expect(try await admin.resourceType("acme_db", in: "acme").schema["type"] == "object")
        var variable = NewVariable(
            path: "f/reports/key", value: SecretText("s3cret"), isSecret: true)
        try await admin.createVariable(variable, in: "acme")
        variable.value = SecretText("s3cret\"é")
        try await admin.updateVariable(variable, in: "acme")
        #expect(try await admin.variable("f/reports/key", in: "acme").value == nil)
        #expect(try await admin.variables(in: "acme").unreadable == 0)
        let resource = Resource(
            path: "f/reports/db", type: "acme_db",
            value: ["password": "$var:f/reports/key", "port": 5432])
        for _ in 0..<2 { try await admin.pushResource(resource, in: "acme") }
        #expect(try await admin.resource("f/reports/db", in: "acme") == resource)
        #expect(try await admin.resources(in: "acme").rows.contains { $0.path == resource.path })
    }

    private func scripts(_ admin: WindmillClient) async throws {
        let path: ItemPath = "f/reports/hello"
        #expect(try await admin.script(path, in: "acme") == nil)
        var script = NewScript(path: path, content: "echo 41", language: "bash", summary: "Hola")
        _ = try await admin.pushScript(script, in: "acme")
        script.content = "echo 42"
        let hash = try await admin.pushScript(script, in: "acme")
        #expect(try await admin.pushScript(script, in: "acme") == hash)
        var deployment = try await admin.deployment(hash, in: "acme")
        while deployment == .pending { deployment = try await admin.deployment(hash, in: "acme") }
        guard case .done = deployment else {
            Issue.record("\(deployment)")
            return
        }
        #expect(try await admin.script(path, in: "acme")?.content == "echo 42")
        #expect(try await admin.scripts(in: "acme").rows.map(\.path) == [path])
        let result = try await admin.runAndWait(path, in: "acme", patience: .seconds(300))
        #expect(result == .succeeded("42"))
        let job = try await admin.run(path, in: "acme")
        var state = try await admin.job(job, in: "acme")
        while state == .waiting || state == .running {
            state = try await admin.job(job, in: "acme")
        }
        #expect(state == .completed(.succeeded("42")))
        script.content = "exit 3"
        _ = try await admin.pushScript(script, in: "acme")
        guard
            case .failed = try await admin.runAndWait(path, in: "acme", patience: .seconds(300))
        else {
            Issue.record("a script that fails succeeds")
            return
        }
        #expect(try await admin.completedJobCount(in: "acme") >= 3)
        let jobs = try await admin.completedJobs(in: "acme", since: "2020-01-01T00:00:00+00:00")
        #expect(
            jobs.unreadable == 0 && jobs.rows.contains { $0.scriptPath == path && $0.isSuccess })
        #expect(try await admin.all { try await admin.scripts(in: "acme", $0) }.rows.count == 1)
        #expect(try await admin.queuedJobCount(in: "acme") == 0)
    }

    private func flows(_ admin: WindmillClient) async throws {
        let flow = Flow(path: "f/reports/daily", value: ["modules": []], summary: "Diario")
        try await admin.createFlow(flow, in: "acme")
        try await admin.updateFlow(flow, in: "acme")
        #expect(try await admin.flow("f/reports/daily", in: "acme")?.summary == "Diario")
        #expect(try await admin.flows(in: "acme").rows.map(\.summary) == ["Diario"])
        #expect(try await admin.apps(in: "acme").rows.isEmpty)
        #expect(try await admin.app("f/reports/sales", in: "acme") == nil)
        let schedule = Schedule(
            path: "f/reports/nightly", schedule: "0 0 3 * * *", timezone: "America/Mexico_City",
            scriptPath: "f/reports/hello", isFlow: false)
        try await admin.createSchedule(schedule, in: "acme")
        try await admin.updateSchedule(schedule, keeping: [:], in: "acme")
        try await admin.setEnabled(false, schedule: schedule.path, in: "acme")
        #expect(try await admin.schedule(schedule.path, in: "acme")?.isEnabled == false)
        #expect(
            try await !admin.nextTimes(schedule: "0 0 3 * * *", timezone: "America/Mexico_City")
                .isEmpty)
        try await admin.deleteSchedule(schedule.path, in: "acme")
        try await admin.archiveFlow("f/reports/daily", in: "acme")
        try await admin.archiveScript("f/reports/hello", in: "acme")
        try await admin.deleteResource("f/reports/db", in: "acme")
    }
}
