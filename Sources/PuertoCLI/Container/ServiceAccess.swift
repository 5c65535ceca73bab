import Glibc
import PuertoCore
import PuertoEngine
import PuertoJobs
import PuertoStore

/// An operator's way into the containers of one tenant, found anew for each verb.
struct ServiceAccess {
    let run: JobRun
    let tenant: Tenant
    let engine: ContainerEngine
    /// The tenant's containers by service.
    private let found: [ServiceKind: ContainerState]

    /// Throws what finding the tenant, its stack and the engine throws. The base system's
    /// containers are those that were adopted, else those that have its recorded names. With `isReading` those of a client that is
    /// only observed are found too; nothing is run in them.
    init(_ options: WorkspaceOptions, _ slug: String, isReading: Bool = false) async throws {
        let slug = try Slug(slug)
        run = try JobRun(options)
        tenant = try run.store.tenant(slug)
        if tenant.isObserved, isReading || tenant.kind == .base {
            engine = try await run.world.engine()
            let adopted = try run.store.stack(of: slug).adopted
            let all = AdoptedContainers(adopted, among: try await engine.allContainers())
            found = Dictionary(
                uniqueKeysWithValues: ServiceKind.allCases.compactMap { kind in
                    all[kind].map { (kind, $0) }
                })
            return
        }
        guard tenant.kind == .base else {
            let stack = try run.world.stack(slug)
            engine = try await run.world.engine()
            found = ServiceAccess.found(stack, try await engine.containers(of: stack.identity))
            return
        }
        engine = try await run.world.engine()
        found = ServiceAccess.base(tenant, try await engine.allContainers())
    }
}

extension ServiceAccess {
    var services: [(ServiceKind, ContainerState)] {
        ServiceKind.allCases.compactMap { kind in found[kind].map { (kind, $0) } }
    }

    /// The container of a service, running or not. Throws `notFound` without one.
    func container(_ kind: ServiceKind) throws -> ContainerState {
        if let container = found[kind] { return container }
        throw PuertoError(
            .notFound, "'\(tenant.slug)' has no container for \(kind.rawValue)",
            hint: isNotOurs
                ? "puerto tenant show \(tenant.slug) names those that are recorded"
                : "\(mend) makes what is missing"
        ).spanish(
            "'\(tenant.slug)' no tiene contenedor para \(kind.rawValue)",
            hint: isNotOurs
                ? "puerto tenant show \(tenant.slug) muestra los que constan"
                : "\(mend) crea lo que falta")
    }

    /// The container of a service, which runs. Throws `conflict` when it does not.
    func running(_ kind: ServiceKind) throws -> ContainerState {
        let container = try container(kind)
        guard !container.isRunning else { return container }
        let exit = container.status == "exited" ? ", exit code \(container.exitCode)" : ""
        throw PuertoError(
            .conflict, "the container '\(container.name)' does not run: \(container.status)\(exit)",
            hint: "puerto logs \(tenant.slug) \(kind.rawValue) shows its last lines"
                + (tenant.kind == .base ? "" : "; \(mend) starts it")
        ).spanish(
            "el contenedor '\(container.name)' no está en marcha: \(container.status)\(exit)",
            hint: "puerto logs \(tenant.slug) \(kind.rawValue) muestra sus últimas líneas"
                + (tenant.kind == .base ? "" : "; \(mend) lo pone en marcha"))
    }

    private var isNotOurs: Bool { tenant.kind == .base || tenant.isObserved }

    private var mend: String {
        switch tenant.status {
        case .suspended, .archived: "puerto resume \(tenant.slug)"
        case .draft, .provisioning: "puerto provision \(tenant.slug)"
        case .ready, .degraded: "puerto reconcile \(tenant.slug)"
        }
    }

    /// Throws `notFound` unless a container has the first of these programs that it is asked for,
    /// which is returned.
    func program(_ names: [String], in container: ContainerState, hint: String) async throws
        -> String
    {
        for name in names {
            let command = engine.docker.exec([name, "--version"], in: container)
            let ended = try await engine.runner.run(command) { _ in }
            // A shell's codes for a program that is missing, or cannot be run. Without them it is
            // there, whatever it thinks of the option.
            if ended.status != 126, ended.status != 127 { return name }
        }
        throw PuertoError(
            .notFound,
            "the image of '\(container.name)' has no \(names.joined(separator: " and no "))",
            hint: hint)
    }

    /// Records the use, then replaces this process with the command.
    func open(_ verb: String, _ kind: ServiceKind, _ command: Command) throws -> Never {
        try record(verb, kind.rawValue)
        try handOver(to: command)
    }

    /// Replaces this process with a command whose use is recorded.
    func handOver(to command: Command) throws -> Never {
        try run.store.close()
        try command.takeOver()
    }

    func record(_ verb: String, _ service: String) throws {
        try run.store.recordAccess(verb, tenant.slug, to: service, by: Workspace.actor)
    }

    /// A terminal for the program in the container where the caller has one.
    static var streams: DockerCommand.Streams {
        isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 ? .terminal : .pipes
    }
}

extension ServiceAccess {
    /// Prefers the container with the recorded name where a service has two.
    private static func found(_ stack: Stack, _ own: OwnContainers) -> [ServiceKind: ContainerState]
    {
        var found: [ServiceKind: ContainerState] = [:]
        for service in stack.spec.services {
            found[service.kind] =
                own.all.first { $0.name == service.container && $0.service == service.kind }
                ?? own[service.kind]
        }
        return found
    }

    /// A container with Puerto's labels is some client's, whatever its name.
    private static func base(_ tenant: Tenant, _ all: [ContainerState])
        -> [ServiceKind: ContainerState]
    {
        let names: [(ServiceKind, String)] = [
            (.windmill, tenant.containers.windmill), (.worker, tenant.containers.worker),
            (.postgres, tenant.containers.postgres), (.redis, tenant.containers.redis),
        ]
        var found: [ServiceKind: ContainerState] = [:]
        for (kind, name) in names {
            found[kind] = all.first {
                $0.name == name && $0.labels[StackIdentity.Label.workspace] == nil
            }
        }
        return found
    }
}

extension ServiceKind {
    /// Parses a service on the command line. Throws `invalid` with the known names.
    static func named(_ text: String) throws -> ServiceKind {
        guard let kind = ServiceKind(rawValue: text) else {
            let names = allCases.map(\.rawValue)
            throw PuertoError(
                .invalid, "there is no service \(PuertoError.quote(text))",
                hint: text.nearest(in: names).map { "did you mean '\($0)'?" }
                    ?? "one of \(names.joined(separator: ", "))"
            ).spanish(
                "no hay ningún servicio \(PuertoError.quote(text))",
                hint: text.nearest(in: names).map { "¿querías decir '\($0)'?" }
                    ?? "uno de \(names.joined(separator: ", "))")
        }
        return kind
    }
}
