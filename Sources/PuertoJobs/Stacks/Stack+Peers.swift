internal import PuertoCore
internal import PuertoEngine
internal import PuertoStore

extension Stack {
    /// The service's own container, running or not.
    func container(_ kind: ServiceKind, in containers: OwnContainers) -> ContainerState? {
        containers.container(kind, named: spec.service(kind)?.container)
    }

    /// The only place that may be sent a service's password: the address of its own running
    /// container on the client's data network.
    func peer(_ field: CredentialField, in containers: OwnContainers)
        -> Result<ServicePeer, ServicePeer.Missing>
    {
        guard let kind = field.service, let service = spec.service(kind),
            let network = spec.network(.data)
        else { return .failure(ServicePeer.Missing(reason: "the stack has no such service")) }
        return Result { () throws(ServicePeer.Missing) in
            try ServicePeer(
                kind, named: service.container, in: containers, on: network.name)
        }
    }

    /// True when a service has an address that may be sent its password.
    func isReached(_ field: CredentialField, in containers: OwnContainers) -> Bool {
        guard case .success = peer(field, in: containers) else { return false }
        return true
    }

    /// A probe of the stack. Throws when a password cannot be opened.
    func probe(_ containers: OwnContainers, _ listeners: [Listener]) throws -> StackProbe {
        func port(_ kind: ServiceKind) -> StackProbe.PublishedPort? {
            guard let number = spec.service(kind)?.published?.host else { return nil }
            return StackProbe.PublishedPort(
                number: number,
                holder: PortHolder(
                    of: number, container(kind, in: containers), listeners: listeners))
        }
        let services = try [CredentialField.postgres, .redis].compactMap { field in
            try probedPassword(field).map { password in
                StackProbe.DataService(
                    field: field, peer: peer(field, in: containers), password: password,
                    port: field.service.flatMap(port))
            }
        }
        return StackProbe(
            tenant: tenant, application: port(.windmill) ?? .unasked(tenant.ports.app),
            services: services)
    }

    /// A probe of a stack whose containers the engine has not told of: no password is sent.
    func probe(without engine: PuertoError) -> StackProbe {
        StackProbe(
            tenant: tenant, application: .unasked(tenant.ports.app), services: [],
            blindness: "data services: not asked: \(engine.message)")
    }

    private func probedPassword(_ field: CredentialField) throws -> [UInt8]? {
        guard let kind = field.service, spec.service(kind) != nil,
            facts.credentials[field] != nil
        else { return nil }
        return field == .postgres ? try databasePassword() : try password(field)
    }
}

extension StackProbe.PublishedPort {
    /// A port whose holder is not looked for.
    static func unasked(_ number: Int) -> StackProbe.PublishedPort {
        StackProbe.PublishedPort(number: number, holder: .unknown)
    }
}
