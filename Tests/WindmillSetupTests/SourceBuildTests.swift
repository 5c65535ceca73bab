import ServerSupport
import Testing
import Windmill

@testable import WindmillSetup

/// The build from source, whose API has no users: its database gets them.
@Suite struct SourceBuildTests {
    @Test func anInstanceFromSourceBecomesAClientsOwn() async throws {
        let model = ModelInstance { $0.isOpenSource = true }
        let database = ModelDatabase(model: model)
        let bootstrap = Bootstrap()
        let setup = try Bootstrap.setup(model, database: database)
        try await bootstrap.run(setup)
        model.withState {
            #expect($0.opens(ModelState.admin, Bootstrap.password.text))
            #expect($0.opens("ana@acme.mx", Bootstrap.clients.text))
            #expect(!$0.opens(ModelState.admin, "changeme"))
        }
        #expect(try await bootstrap.run(setup).allSatisfy { $0 == .same })
    }

    @Test func withoutItsDatabaseItIsRefusedWithTheReason() async throws {
        let model = ModelInstance { $0.isOpenSource = true }
        let setup = try Bootstrap.setup(model)
        let error = await #expect(throws: SetupError.self) {
            try await setup.secureAdministrator()
        }
        #expect(error == .needsTheDatabase(.administrator))
        #expect(error?.description.contains("build from source") == true)
    }

    @Test func statementsHaveTheirValuesBesideThem() async throws {
        let database = NotingDatabase()
        let accounts = AccountTable(database: database)
        try await accounts.setPassword(of: LoginEmail("a@b.mx"), SecretText("it's; --"))
        try await accounts.make(
            WantedLogin(
                email: LoginEmail("1.o_x+y@b.mx"), name: "O'Hara", password: SecretText("it's; --"))
        )
        let statements = await database.statements
        #expect(statements.count == 4)
        for statement in statements {
            #expect(!statement.text.contains("it's") && !statement.text.contains("O'Hara"))
            #expect(!"\(statement)".contains("argon2id") && !"\(statement)".contains("O'Hara"))
        }
        #expect(statements[0].parameters[1].text == "a@b.mx")
        // The first name was taken.
        #expect(statements[3].parameters[3].text == "o_xy2")
    }

    private actor NotingDatabase: TenantDatabase {
        var statements: [Statement] = []

        func run(_ statement: Statement) -> [[String?]] {
            statements.append(statement)
            return statement.parameters.first?.text == "o_xy" ? [["o_xy"]] : []
        }
    }

    @Test func aRecordIsWhatTheServerChecks() throws {
        let password = "contraseña 1 ☂"
        let record = try PasswordRecord(SecretText(password)).text.text
        #expect(record.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$") && record.utf8.count == 97)
        #expect(ModelState.isRecord(record, of: password))
        #expect(!ModelState.isRecord(record, of: "contraseña 2 ☂"))
        #expect(try PasswordRecord(SecretText(password)).text.text != record)
    }

    /// Made with argon2-cffi 25.1, another wrapper of the algorithm's reference.
    @Test func aRecordIsTheOneThatOthersMake() throws {
        let salt = Array("0123456789abcdef".utf8)
        let record = try PasswordRecord(SecretText("contraseña 1"), salt: salt)
        #expect(record.text.text == Self.known)
    }

    private static let known =
        "$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg"
        + "$/d1imQZs71gCInzSy5pG+PXWlQIuD5RhtPOAcP9obJU"
}
