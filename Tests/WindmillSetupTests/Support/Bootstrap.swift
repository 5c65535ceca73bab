import ServerSupport
import Synchronization
import Windmill
import WindmillSetup

/// A client's instance as a job would set it up: all steps in their order, with a record of the
/// token that outlives a run.
final class Bootstrap: Sendable {
    static let password = SecretText("the-administrators-own-1")
    static let clients = SecretText("anas-own-password-1")
    static let secrets = [password.text, clients.text]

    private let kept = Mutex<BearerToken?>(nil)

    var token: BearerToken? { kept.withLock { $0 } }

    static func wanted(
        recorded: [SecretText] = [], former: [SecretText] = [], lifetime: Duration? = nil,
        label: String = "puerto"
    ) throws -> WantedInstance {
        WantedInstance(
            administrator: try WantedAdministrator(password: password, recorded: recorded),
            token: WantedToken(label: label, lifetime: lifetime),
            settings: WantedSettings(
                baseURL: "http://acme.localhost:8100", sendsTelemetry: false,
                jobRetention: 7 * 86_400),
            workspace: WantedWorkspace(id: try WorkspaceID("acme"), name: "Acme, S.A."),
            client: try WantedLogin(
                email: LoginEmail("ana@acme.mx"), name: "Ana", password: clients, former: former))
    }

    static func setup(
        _ server: ScriptedServer, _ wanted: WantedInstance? = nil,
        _ limits: WindmillLimits = .patient, database: (any TenantDatabase)? = nil,
        patience: Duration = .seconds(3600)
    ) throws -> InstanceSetup {
        let client = try WindmillClient(
            WindmillInstance(host: "127.0.0.1", port: server.port), limits: limits)
        return InstanceSetup(
            try wanted ?? Self.wanted(), at: client, database: database, patience: patience,
            pause: .milliseconds(1))
    }

    private static let servers = Mutex<[ScriptedServer]>([])

    /// A setup of an instance in memory, whose server lasts as long as the tests.
    static func setup(
        _ model: ModelInstance, _ wanted: WantedInstance? = nil,
        database: (any TenantDatabase)? = nil, patience: Duration = .seconds(3600)
    ) throws -> InstanceSetup {
        let server = try model.server()
        servers.withLock { $0.append(server) }
        return try setup(server, wanted, database: database, patience: patience)
    }

    /// Runs every step, and returns what each has done.
    @discardableResult
    func run(_ setup: InstanceSetup) async throws -> [Outcome] {
        var outcomes = [
            try await setup.secureAdministrator(
                keeping: token.map { [$0] } ?? [], beforeWorkers: true)
        ]
        let (own, outcome) = try await setup.ownToken(token) { new in
            self.kept.withLock { $0 = new }
        }
        outcomes.append(outcome)
        outcomes.append(try await setup.applySettings(by: own))
        outcomes.append(try await setup.makeWorkspace(by: own))
        outcomes.append(try await setup.makeClient(by: own))
        outcomes.append(try await setup.makeMember(by: own))
        outcomes.append(try await setup.waitUntilHealthy())
        outcomes.append(try await setup.smoke(by: own).outcome)
        return outcomes
    }
}

extension WindmillLimits {
    /// Longer than all tests together, since a call waits for its turn among theirs.
    static let patient = WindmillLimits(
        connect: .seconds(3600), silence: .seconds(3600), total: .seconds(3600),
        list: .seconds(3600), pause: .milliseconds(1))
}
