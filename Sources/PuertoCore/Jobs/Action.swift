/// An action that an operator or a program asks for and a job performs.
package enum Action: String, CaseIterable, Sendable, Codable {
    /// Makes the running, healthy stack of a record.
    case provision
    /// Stops a stack, keeps its data, and checks that its ports refuse connections.
    case suspend
    case resume
    case restart
    /// Gives PostgreSQL or Redis a new password.
    case rotate
    /// Runs another image of a service; restores the old one when the new one is not healthy.
    case upgrade
    /// Brings files, containers and networks back to what the record says.
    case reconcile
    /// Stops a stack for good and removes its containers; data and slot stay.
    case archive
    /// Builds the portal's pages.
    case build
    /// Pushes the scripts of a client's files into its Windmill.
    case scripts
}

extension Action {
    /// Tells whether the action concerns one tenant.
    package var needsTenant: Bool { self != .build }

    /// Tells whether the action may concern the base system, which is only looked at.
    package var isForTheBaseSystem: Bool { self == .reconcile || self == .build }

    /// Tells whether an operator has to read the action's plan first. No program can ask for it.
    package var needsPlan: Bool {
        switch self {
        case .archive, .upgrade, .scripts: true
        case .provision, .suspend, .resume, .restart, .rotate, .reconcile, .build: false
        }
    }

    /// Tells whether a password is too little for it: an operator's passkey has to approve it, unless
    /// the command line asks.
    package var needsApproval: Bool {
        switch self {
        case .archive, .upgrade, .rotate, .scripts: true
        case .provision, .suspend, .resume, .restart, .reconcile, .build: false
        }
    }

    /// Tells whether the operator also has to type the client's slug.
    package var isDestructive: Bool { self == .archive }

    /// The states in which a stack may be for this action.
    package var wants: Set<Tenant.Status> {
        switch self {
        case .provision: [.draft, .provisioning, .ready, .degraded]
        case .suspend: [.provisioning, .ready, .degraded, .suspended]
        case .resume: [.suspended, .archived, .ready, .degraded]
        case .restart, .rotate, .upgrade, .scripts: [.ready, .degraded]
        case .archive: [.draft, .provisioning, .ready, .degraded, .suspended, .archived]
        case .reconcile, .build: Set(Tenant.Status.allCases)
        }
    }

    /// Throws `protected` for the base system and for a stack that is only observed, and `conflict` for a stack in a state that does not
    /// allow the action; the hint names the verb that leads there.
    package func check(_ tenant: Tenant) throws {
        guard tenant.kind == .client || isForTheBaseSystem else {
            throw PuertoError(
                .protected, "'\(tenant.slug)' is the base system: no \(rawValue) touches it",
                hint: "the base system is only looked at, by reconcile and probe"
            ).spanish(
                "'\(tenant.slug)' es el sistema base: nada de «\(word(.es))»",
                hint: "el sistema base solo se mira, con reconcile y probe")
        }
        // The base system gets here only to be looked at, which an observed one allows too.
        guard !tenant.isObserved || tenant.kind == .base else { throw tenant.notOurs(self) }
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
