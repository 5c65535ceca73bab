/// What may be asked for: a job does it.
package enum Action: String, CaseIterable, Sendable, Codable {
    /// Makes a record a running, healthy stack.
    case provision
    /// Stops a stack, keeps its data, and sees to it that its ports refuse.
    case suspend
    case resume
    case restart
    /// Gives PostgreSQL or Redis a new password.
    case rotate
    /// Runs another image of a service, and the old one again when the new one is not healthy.
    case upgrade
    /// Makes the world what the record says.
    case reconcile
    /// Stops a stack for good and removes its containers; data and slot stay.
    case archive
    /// Makes the portal's pages.
    case build
}

extension Action {
    /// Whether it is about one tenant.
    package var needsTenant: Bool { self != .build }

    /// The base system is looked at, and never touched.
    package var isForTheBaseSystem: Bool { self == .reconcile || self == .build }

    /// Whether a person has to see its plan first, and to write the client's name.
    package var isDestructive: Bool { self == .archive }

    /// What a stack's record must say for it to be asked for.
    package var wants: Set<Tenant.Status> {
        switch self {
        case .provision: [.draft, .provisioning, .ready, .degraded]
        case .suspend: [.provisioning, .ready, .degraded, .suspended]
        case .resume: [.suspended, .archived, .ready, .degraded]
        case .restart, .rotate, .upgrade: [.ready, .degraded]
        case .archive: [.draft, .provisioning, .ready, .degraded, .suspended, .archived]
        case .reconcile, .build: Set(Tenant.Status.allCases)
        }
    }

    /// Throws `protected` for the base system, and `conflict` for a stack that is not in a state
    /// for it, with the verb that leads there.
    package func check(_ tenant: Tenant) throws {
        guard tenant.kind == .client || isForTheBaseSystem else {
            throw PuertoError(
                .protected, "'\(tenant.slug)' is the base system: no \(rawValue) touches it",
                hint: "the base system is only looked at, by reconcile and probe"
            ).spanish(
                "'\(tenant.slug)' es el sistema base: nada de «\(word(.es))»",
                hint: "el sistema base solo se mira, con reconcile y probe")
        }
        guard !wants.contains(tenant.status) else { return }
        throw PuertoError(
            .conflict, "'\(tenant.slug)' is \(tenant.status.rawValue): no \(rawValue) for it now",
            hint: hint(for: tenant)
        ).spanish(
            "'\(tenant.slug)' está en «\(tenant.status.word(.es))»: ahora no cabe «\(word(.es))»",
            hint: first(for: tenant).map { "primero, puerto \($0) \(tenant.slug)" })
    }

    private func hint(for tenant: Tenant) -> String? {
        first(for: tenant).map { "puerto \($0) \(tenant.slug) comes first" }
    }

    private func first(for tenant: Tenant) -> String? {
        switch tenant.status {
        case .draft, .provisioning: Action.provision.rawValue
        case .suspended, .archived: Action.resume.rawValue
        case .ready, .degraded: nil
        }
    }
}
