internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore
internal import PuertoVault

extension JobWorld {
    /// A probe of a stack that is only observed: the state of its containers, its application, and
    /// logins where a password was entered and may be sent.
    func probe(
        observed facts: StackFacts, _ containers: [ContainerState], _ listeners: [Listener]
    ) throws -> StackProbe {
        let found = AdoptedContainers(facts.adopted, among: containers)
        func port(_ kind: ServiceKind, _ number: Int) -> StackProbe.PublishedPort? {
            guard let container = found[kind], container.publishedPorts.contains(number) else {
                return nil
            }
            return StackProbe.PublishedPort(
                number: number, holder: PortHolder(of: number, container, listeners: listeners))
        }
        let ports = facts.tenant.ports
        var services: [StackProbe.DataService] = []
        var unasked: [String] = []
        for (field, number) in [
            (CredentialField.postgres, ports.postgres), (.redis, ports.redis),
        ] {
            guard let kind = field.service, let stored = facts.credentials[field],
                found[kind]?.isRunning == true
            else { continue }
            do throws(ServicePeer.Missing) {
                let peer = try ServicePeer(kind, in: found)
                services.append(
                    StackProbe.DataService(
                        field: field, peer: .success(peer), password: try opened(stored),
                        port: port(kind, number)))
            } catch { unasked.append("\(field.server): not asked: \(error.reason)") }
        }
        return StackProbe(
            tenant: facts.tenant,
            application: port(.windmill, ports.app) ?? .unasked(ports.app), services: services,
            blindness: unasked.isEmpty ? nil : unasked.joined(separator: "; "),
            faults: facts.adopted.compactMap { $0.fault(in: found) })
    }

    /// Tries a password at a server that was adopted, where it may be sent there.
    func observedTrial(of value: [UInt8], _ slug: Slug, _ field: CredentialField) async throws
        -> CredentialTrial
    {
        let facts = try facts(slug)
        guard let kind = field.service, facts.tenant.host == home else {
            return .untried("\(field.server) is not asked", isExpected: true)
        }
        do {
            let containers = try await engine().allContainers()
            let peer = try ServicePeer(
                kind, in: AdoptedContainers(facts.adopted, among: containers))
            return switch await peer.login(field, value) {
            case .accepted: .opens
            case .wrongPassword: .refused
            case .unreachable(let reason), .withheld(let reason):
                .untried("\(field.server) does not answer: \(reason)", isExpected: false)
            }
        } catch let missing as ServicePeer.Missing {
            return .untried("\(field.server): not asked: \(missing.reason)", isExpected: false)
        } catch let error as PuertoError where error.code == .io || error.code == .notFound {
            return .untried(error.message, isExpected: false)
        }
    }

    private func opened(_ stored: StoredSecret) throws(ServicePeer.Missing) -> [UInt8] {
        do { return try vault.open(stored.sealed, at: stored.place).reveal() } catch {
            throw ServicePeer.Missing(reason: "its password cannot be opened")
        }
    }
}

extension AdoptedContainer {
    /// The fault of the container in words; `nil` for one that runs.
    func fault(in found: AdoptedContainers) -> String? {
        guard let container = found[kind] else { return "container \(name): gone" }
        guard !container.isRunning else { return nil }
        return "container \(name): \(container.status)"
    }
}

extension Comparison {
    /// The differences between an observed stack and what was adopted: containers that are gone, do
    /// not run, or have another image.
    func observedDrift(of facts: StackFacts) -> [Drift] {
        let found = AdoptedContainers(facts.adopted, among: containers)
        return facts.adopted.compactMap { one in
            if let container = found[one.kind] {
                guard !container.isRunning else { return nil }
                return Drift(
                    .container, subject: one.name,
                    found: "\(container.status), exit code \(container.exitCode)",
                    mend: "puerto logs \(facts.tenant.slug) \(one.kind.rawValue)")
            }
            let namesake = containers.first { $0.name == one.name }
            return Drift(
                .container, subject: one.name,
                found: namesake.map { "has the image \($0.image), adopted was \(one.image)" }
                    ?? "gone since it was adopted",
                mend: "puerto adopt")
        }
    }
}
