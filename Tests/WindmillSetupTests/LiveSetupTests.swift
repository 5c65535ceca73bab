import Foundation
import Testing
import Windmill
import WindmillSetup

private enum LiveServer {
    static let environment = ProcessInfo.processInfo.environment
    static let address = environment["PUERTO_WINDMILL"]?.split(separator: ":")
        .map(String.init)
    /// The address of its PostgreSQL, for the build from source.
    static let database = environment["PUERTO_WINDMILL_DATABASE"]
}

/// A whole setup of a fresh server with a worker: `PUERTO_WINDMILL` is its host and port.
@Suite(.enabled(if: LiveServer.address != nil)) struct LiveSetupTests {
    @Test func aRealServerBecomesAClientsOwn() async throws {
        let setup = try Self.setup(try Bootstrap.wanted())
        let bootstrap = Bootstrap()
        let start = ContinuousClock.now
        let outcomes = try await bootstrap.run(setup)
        let time = ContinuousClock.now - start
        #expect(outcomes.count { $0 != .same } == 7, "\(outcomes)")
        #expect(try await bootstrap.run(setup).allSatisfy { $0 == .same })
        print("a setup took \(time)")
        let token = try #require(bootstrap.token)
        for step in SetupStep.allCases where step != .smoke {
            #expect(try await setup.plan(step, token: token).isEmpty, "\(step)")
        }
        try await rotate(bootstrap, token)
    }

    private func rotate(_ bootstrap: Bootstrap, _ token: BearerToken) async throws {
        let next = SecretText("another-administrators-2")
        var wanted = try Bootstrap.wanted()
        wanted.administrator = try WantedAdministrator(
            password: next, recorded: [Bootstrap.password])
        wanted.client = try WantedLogin(
            email: LoginEmail("ana@acme.mx"), name: "Ana",
            password: SecretText("anas-own-password-2"),
            former: [Bootstrap.clients])
        let setup = try Self.setup(wanted)
        #expect(try await setup.secureAdministrator(keeping: [token]) != .same)
        let (new, _) = try await setup.rotateToken(from: token, to: nil) { _ in }
        #expect(try await setup.makeClient(by: new) != .same)
        let client = try Self.client().authorized(by: new)
        try await client.createVariable(
            NewVariable(
                path: ItemPath("f/puerto/key"), value: SecretText("s3cret-é"), isSecret: true),
            in: wanted.workspace.id)
        let key = try WorkspaceKey(String(repeating: "k7", count: 32))
        #expect(try await setup.setWorkspaceKey(key, by: new) != .same)
        #expect(try await setup.setWorkspaceKey(key, by: new) == .same)
        #expect(try await !setup.smoke(by: new).worker.isEmpty)
        await #expect(throws: WindmillError.self) {
            _ = try await Self.client().authorized(by: token).whoAmI()
        }
    }

    private static func client() throws -> WindmillClient {
        let address = try #require(LiveServer.address)
        return try WindmillClient(
            WindmillInstance(host: address[0], port: Int(address[1]) ?? 8000), limits: .patient)
    }

    private static func setup(_ wanted: WantedInstance) throws -> InstanceSetup {
        InstanceSetup(
            wanted, at: try client(),
            database: LiveServer.database.map { LibpqDatabase(address: $0) })
    }
}
