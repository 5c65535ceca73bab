import ServerSupport
import Testing
import Windmill

/// What each call sends and makes of its answer: a table of this project's own, beside the
/// published contract.
@Suite struct CallTests {
    @Test(arguments: serverRows + loginRows + userRows)
    func callsOfTheInstance(row: CallRow) async throws { try await row.check() }

    @Test(arguments: workspaceRows + folderRows + variableRows + resourceRows)
    func callsOfAWorkspace(row: CallRow) async throws { try await row.check() }

    @Test(arguments: scriptRows + flowRows + scheduleRows + jobRows)
    func callsOfScripts(row: CallRow) async throws { try await row.check() }

    @Test func whatIsMissingIsNamed() async throws {
        let cases: [(String, String, @Sendable (WindmillClient) async throws -> Void)] = [
            ("{}", "status", { _ = try await $0.health() }),
            (
                #"{"status":"healthy","database_healthy":true}"#, "workers_alive",
                { _ = try await $0.health() }
            ),
            (
                #"{"status":"healthy","database_healthy":true,"workers_alive":-1}"#,
                "workers_alive", { _ = try await $0.health() }
            ),
            (#"{"email":"a@b.mx"}"#, "super_admin", { _ = try await $0.whoAmI() }),
            (#"{"key":"short"}"#, "key", { _ = try await $0.encryptionKey(of: "acme") }),
            (
                #"{"path":"f/a/b","hash":"../x"}"#, "hash",
                { _ = try await $0.script("f/a/b", in: "acme") }
            ),
            ("{}", "database_length", { _ = try await $0.completedJobCount(in: "acme") }),
            (
                #"{"completed":true,"result":1}"#, "success",
                { _ = try await $0.job("0192a3b4-0000-7000-8000-000000000001", in: "acme") }
            ),
            ("no", "body", { _ = try await $0.userExists("a@b.mx") }),
        ]
        for (answer, field, call) in cases {
            let server = try ScriptedServer(.answer(200, answer))
            let error = await failure { try await call(try WindmillClient.make(server)) }
            guard case .malformed(let name, field) = error else {
                Issue.record("\(answer): \(String(describing: error)), not at '\(field)'")
                continue
            }
            #expect(server.requests[0].line.hasPrefix(name.description))
        }
    }
}
