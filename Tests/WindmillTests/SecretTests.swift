import ServerSupport
import Testing
import Windmill

/// No secret is in what is printed, thrown or reflected.
@Suite struct SecretTests {
    @Test func aSecretDoesNotPrintItself() throws {
        let secret = SecretText("hunter2hunter2")
        let token = try BearerToken("hunter2hunter2")
        let key = try WorkspaceKey(String(repeating: "hunter2h", count: 8))
        let variable = NewVariable(path: "f/a/b", value: secret, isSecret: true)
        var dumped = ""
        dump((secret, token, key, variable), to: &dumped)
        for text in [
            "\(secret)", "\(token)", "\(key)", "\(variable)", String(reflecting: token), dumped,
        ] {
            #expect(!text.contains("hunter2"), "\(text)")
        }
    }

    @Test func aClientDoesNotPrintItsToken() throws {
        let client = try WindmillClient(WindmillInstance(host: "acme.localhost"))
            .authorized(by: BearerToken("hunter2hunter2"))
        var dumped = ""
        dump(client, to: &dumped)
        #expect(!dumped.contains("hunter2") && !"\(client)".contains("hunter2"))
    }

    @Test(arguments: ["hunter2", "hunter2 hunter2", "hunter2\r\nx: y", "hunter2é"])
    func aTextThatIsNoTokenIsNotQuoted(text: String) {
        let error = #expect(throws: InvalidValue.self) { try BearerToken(text) }
        #expect(error?.description.contains("hunter2") == false)
    }

    @Test func aServerThatRepeatsSecretsIsNotQuoted() async throws {
        let calls: [@Sendable (WindmillClient) async throws -> Void] = [
            { _ = try await $0.login("a@b.mx", SecretText("hunter2")) },
            { try await $0.setPassword(SecretText("hunter2")) },
            { try await $0.setPassword(of: "a@b.mx", SecretText("hunter2")) },
            { try await $0.createUser("a@b.mx", SecretText("hunter2"), isSuperAdmin: true) },
            {
                try await $0.createVariable(
                    NewVariable(path: "f/a/b", value: SecretText("hunter2"), isSecret: true),
                    in: "acme")
            },
            {
                try await $0.updateVariable(
                    NewVariable(path: "f/a/b", value: SecretText("hunter2"), isSecret: true),
                    in: "acme")
            },
        ]
        for call in calls {
            let server = try ScriptedServer(
                .answer(400, "SqlErr: value hunter2 by testing-token is too long"))
            let error = await failure { try await call(try WindmillClient.make(server)) }
            let said = try #require(error?.description)
            #expect(said.hasSuffix(": SqlErr: value *** by *** is too long"), "\(said)")
            #expect(!String(reflecting: error).contains("hunter2"))
        }
    }

    @Test func anErrorNamesNoPartOfAToken() async throws {
        let server = try ScriptedServer(.answer(404, "Not found"))
        let error = await failure {
            try await WindmillClient.make(server).deleteToken("abcdefghij")
        }
        #expect(
            error?.description
                == "DELETE /api/users/tokens/delete/…: answers with status 404: Not found")
    }

    @Test func anErrorNamesNoQuery() async throws {
        let server = try ScriptedServer(.answer(404))
        let error = await failure {
            _ = try await WindmillClient.make(server).variable("f/a/b", in: "acme")
        }
        #expect(
            error?.description
                == "GET /api/w/acme/variables/get/f/a/b: answers with status 404")
    }
}
