package import PuertoCore
internal import Windmill

/// A probe of a stack. The data services are asked inside the client's network, where they get their
/// passwords; what is published on this machine is asked without any.
package struct StackProbe: Sendable {
    package let tenant: Tenant
    package let application: PublishedPort
    package let services: [DataService]
    /// Why the engine has not told where the data services are; `nil` when it has.
    package let blindness: String?
    /// Faults of containers that the engine has told, as of one that is gone.
    package let faults: [String]

    /// A data service whose password is known.
    package struct DataService: Sendable {
        package let field: CredentialField
        package let peer: Result<ServicePeer, ServicePeer.Missing>
        package let password: [UInt8]
        /// `nil` when it is not published.
        package let port: PublishedPort?

        package init(
            field: CredentialField, peer: Result<ServicePeer, ServicePeer.Missing>,
            password: [UInt8], port: PublishedPort?
        ) {
            self.field = field
            self.peer = peer
            self.password = password
            self.port = port
        }
    }

    package init(
        tenant: Tenant, application: PublishedPort, services: [DataService],
        blindness: String? = nil, faults: [String] = []
    ) {
        self.tenant = tenant
        self.application = application
        self.services = services
        self.blindness = blindness
        self.faults = faults
    }
}

extension StackProbe {
    /// The finding of a probe; the worst answer decides the health.
    package struct Finding: Hashable, Sendable {
        package var health: Health
        package var problems: [String]

        package var detail: String { problems.joined(separator: "; ") }

        /// The problems in words.
        package func detail(_ l: Language) -> String { FindingText.words(detail, l) }
    }

    /// Asks every service at once. It throws nothing: a service that does not answer is a finding.
    package func look() async -> Finding {
        async let findings = findings()
        async let application = applicationProblem()
        let (app, problems) = (await application, faults + (await findings).flatMap(\.problems))
        // What was not asked is not healthy.
        let rest: Health = !problems.isEmpty ? .down : blindness == nil ? .healthy : .degraded
        let all = (app.map { [$0.text] } ?? []) + problems + (blindness.map { [$0] } ?? [])
        guard let app else { return Finding(health: rest, problems: all) }
        return Finding(health: problems.isEmpty ? app.health : .down, problems: all)
    }

    /// The answer of a data service to its password.
    package struct Login: Hashable, Sendable {
        package let field: CredentialField
        package let answer: LoginAnswer

        /// `nil` without such a service.
        package var problem: String? {
            answer == .accepted ? nil : "\(field.serverName): \(answer)"
        }
    }

    /// The answers of one data service: inside to its password, and at its published port without.
    package struct ServiceFinding: Sendable {
        package let login: Login
        package let port: PortProblem?

        var problems: [String] {
            [login.problem, port.map { "\(login.field.serverName): \($0.text)" }]
                .compactMap { $0 }
        }
    }

    /// Logs in to every data service at once.
    package func logins() async -> [Login] {
        await withTaskGroup(of: Login.self) { group in
            for service in services {
                group.addTask { Login(field: service.field, answer: await service.login()) }
            }
            var logins: [Login] = []
            for await login in group { logins.append(login) }
            return logins.sorted { $0.field.rawValue < $1.field.rawValue }
        }
    }

    /// Asks every data service at once, and its port where it has taken the password.
    package func findings() async -> [ServiceFinding] {
        await withTaskGroup(of: ServiceFinding.self) { group in
            for service in services { group.addTask { await service.finding() } }
            var findings: [ServiceFinding] = []
            for await finding in group { findings.append(finding) }
            return findings.sorted { $0.login.field.rawValue < $1.login.field.rawValue }
        }
    }

    private func applicationProblem() async -> (health: Health, text: String)? {
        if let problem = application.holderProblem(), problem.isStrange {
            return (.down, "application: \(problem.text)")
        }
        do {
            let client = try WindmillClient(
                WindmillInstance(host: "127.0.0.1", port: application.number), limits: .probe)
            _ = try await client.version()
            let health = try await client.health()
            switch health.status {
            case .healthy: return nil
            case .degraded: return (.degraded, "application: no worker is alive")
            case .unhealthy: return (.down, "application: its database does not answer")
            }
        } catch {
            // No text of the server: a finding is shown on pages.
            // The probe's own limit cancels a call that is still waiting.
            let isLate = error is CancellationError
            let reason =
                isLate
                ? "does not answer in time" : (error as? WindmillError)?.brief ?? "\(error)"
            return (.down, "application: \(reason)")
        }
    }
}

extension StackProbe.DataService {
    func login() async -> LoginAnswer {
        switch peer {
        case .failure(let missing): .withheld(missing.reason)
        case .success(let peer): await peer.login(field, password)
        }
    }

    func finding() async -> StackProbe.ServiceFinding {
        await blocking {
            let (answer, challenge) = look()
            return StackProbe.ServiceFinding(
                login: StackProbe.Login(field: field, answer: answer),
                port: portProblem(answer, challenge))
        }
    }

    private func look() -> (answer: LoginAnswer, challenge: PostgresChallenge?) {
        switch peer {
        case .failure(let missing): (.withheld(missing.reason), nil)
        case .success(let peer):
            field == .redis
                ? (RedisLogin(peer).attempt(password), nil) : PostgresLogin(peer).look(password)
        }
    }

    /// The port itself is asked only where the service inside is as it should be.
    private func portProblem(_ answer: LoginAnswer, _ challenge: PostgresChallenge?)
        -> StackProbe.PortProblem?
    {
        guard let port else { return nil }
        let held = port.holderProblem()
        if let held, held.isStrange { return held }
        guard answer == .accepted, case .success(let peer) = peer else { return nil }
        if let held { return held }
        guard field == .postgres else { return port.redisProblem() }
        return challenge.flatMap { port.postgresProblem($0, at: peer) }
    }
}

extension ServicePeer {
    /// Logs in to the PostgreSQL or Redis of a client's own container.
    package func login(_ field: CredentialField, _ password: [UInt8]) async -> LoginAnswer {
        await blocking {
            field == .redis
                ? RedisLogin(self).attempt(password) : PostgresLogin(self).attempt(password)
        }
    }
}

extension CredentialField {
    /// The server's name in findings.
    fileprivate var serverName: String { self == .redis ? "Redis" : "PostgreSQL" }
}
